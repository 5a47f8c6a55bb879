"""What the story of a wrong answer says, and what it must not say, for it would mislead."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from treadle import check
from treadle.story import tell
from treadle.trials import plain_module
from treadle.world import shutdown

ROOT = Path(__file__).parent.parent.parent
SENT_AWAY = Path(__file__).parent / "answers"
"""Answers that once led to a story that sent its reader to the wrong place."""

SHIPPED = ROOT / "exercises/.shipped"

CASES = [
    (
        SENT_AWAY / "02_race/journal_read_twice.py",
        "test_a_statement_shows_one_moment",
        [
            "Torn read: statement reads _journal as [], then update-1 changes it to [5], then\n"
            "statement reads it once more: the two do not belong together.",
        ],
        [],
    ),
    (
        SENT_AWAY / "03_lock/looks_and_then_takes.py",
        "test_the_same_money_is_not_paid_out_twice",
        ["Check-then-act: withdraw-1 looks at balance (100)", "gives it back in between."],
        [],
    ),
    (
        SENT_AWAY / "04_deadlock/works_it_out_before.py",
        "test_two_transfers_both_count",
        ["Lost update: transfer-1 reads _balances['ann'] as 100", "gives it back in between."],
        [],
    ),
    (
        SENT_AWAY / "09_condition/ring_without_a_lock.py",
        "test_nobody_takes_what_is_not_there",
        ["Used twice: put-1 and put-2 both read _put_at as 0 and use it, before either of"],
        [],
    ),
    (
        ROOT / "tests/answers/01_thread/wrong/start_and_join_in_one_loop.py",
        "test_tills_are_counted_at_the_same_time",
        ["23 teller.join()\n", "waits for Thread-1 to end\n"],
        [],
    ),
    (
        ROOT / "tests/answers/04_deadlock/wrong/locks_in_two_orders.py",
        "test_the_total_never_changes",
        ["an earlier part of the check, done", " 4 ✗ "],
        [" 5 ", "with self._locks[name]"],
    ),
    (
        ROOT / "tests/answers/05_lock_order/wrong/receipts_in_a_thread.py",
        "test_a_transfer_to_the_same_account_comes_to_an_end",
        ["should have been printed\nwhen transfer() returns, not []", "Not waited for"],
        ["Early read"],
    ),
    (
        SENT_AWAY / "07_queue/looks_before_it_puts.py",
        "test_nothing_is_lost_at_the_end",
        ["_closed was\nFalse, and close has set it since."],
        ["does not look again"],
    ),
    (
        SHIPPED / "08_workers/workers.py",
        "test_a_worker_goes_on_after_a_failure",
        [
            "36 task()\n",
            "runs into NoPaper at workers.py:36, catches it (workers.py:38),",
            "← caught in this",
        ],
        [],
    ),
    (
        SHIPPED / "11_event/bell.py",
        "test_nobody_starts_before_the_bell",
        ["sets _rung #2\n"],
        ["_rung #1"],  # of another bell, which rings for itself
    ),
    (
        SHIPPED / "13_timer/timer.py",
        "test_a_call_that_takes_a_while_delays_nothing",
        ["but it came after 795 ms"],
        ["aited for:", "Early"],
    ),
    (
        ROOT / "tests/answers/13_timer/wrong/waits_every_time.py",
        "test_a_call_that_takes_a_while_delays_nothing",
        ["number 5 should come 475 ms"],
        ["aited for:", "Gave up"],
    ),
    (
        ROOT / "tests/answers/14_daemon/wrong/goes_home_too_early.py",
        "test_two_threads_note_at_the_same_time",
        ["Check-then-act: main looks at thread (None) and decides what to do; then\nThread-1"],
        ["Early read"],
    ),
    (
        ROOT / "tests/answers/14_daemon/wrong/goes_by_is_alive.py",
        "test_a_program_may_have_a_daemon",
        ["Left behind: journal finds _lines empty, and does not look again; then main puts"],
        ["Cut short", "nobody waits for a daemon"],
    ),
    (
        ROOT / "tests/answers/14_daemon/wrong/looks_who_is_left_after_it_waited.py",
        "test_a_thread_may_go_on",
        ["Left behind: journal gives up waiting for lines, and does not look again; then"],
        [],
    ),
    (
        ROOT / "tests/answers/17_pool_deadlock/wrong/goes_home_after_a_failure.py",
        "test_a_failure_comes_out",
        ["task_done() was called once. One of them is still in it, and", "the rest, has ended."],
        [],
    ),
    (
        ROOT / "tests/answers/17_pool_deadlock/wrong/only_a_hundred_workers_more.py",
        "test_any_number_of_offices",
        ["worker 0_0, worker 0_1, worker 0_2 and 98 more wait for other", "… and 99 more\n"],
        ["worker 0_3", " 11 "],
    ),
    (
        ROOT / "tests/answers/17_pool_deadlock/wrong/as_large_as_the_bank.py",
        "test_one_worker_is_enough",
        [
            "with one worker, two offices were counted at the same time, by",
            "ThreadPoolExecutor-0_0 and ThreadPoolExecutor-0_1\n",
        ],
        ["permit"],
    ),
    (
        ROOT / "tests/answers/18_local/wrong/shared_by_all.py",
        "test_two_threads_do_not_mix_up_their_customers",
        ["Overwritten: serves bob writes _customer as 'bob', serves ann makes it None"],
        ["Check-then-act"],
    ),
    (
        ROOT / "tests/answers/03_lock/wrong/not_released_on_refusal.py",
        "test_after_a_refusal_the_account_still_works",
        ["24 raise InsufficientFunds(amount)\n", "raises InsufficientFunds\n"],
        [],
    ),
    (
        SENT_AWAY / "16_executor/in_any_order.py",
        "test_a_failure_is_an_answer_too",
        ["all_rates() gave [3,\n'NoAnswer']"],
        ["in_time", "aited for"],
    ),
    (
        ROOT / "tests/answers/23_asyncio/wrong/failures_are_swallowed.py",
        "test_following_goes_on_until_cancelled",
        ["should be in failures, but it is []", "raises NoLine: USD\n"],
        ["Lost message"],
    ),
    (
        SENT_AWAY / "23_asyncio/text_made_by_the_thread.py",
        "test_a_report_is_of_its_moment",
        ["asyncio_0 │", "{self.taken}"],
        ["Torn read"],
    ),
    (
        SENT_AWAY / "06_pipeline/producer_dies.py",
        "test_who_waits_waits_as_long_as_it_takes",
        ["producer ends with TypeError", "1 ✗ 26 for i in range(len(messages)):"],
        [],
    ),
    (
        SENT_AWAY / "06_pipeline/consumer_gives_up.py",
        "test_who_waits_waits_as_long_as_it_takes",
        ["Full queue: consumer waits for an item in _queue only for so long", "1 ✗    "],
        [],
    ),
    (
        SENT_AWAY / "12_barrier/results_not_asked_for.py",
        "test_who_cannot_count_keeps_nobody_waiting",
        ["Never asked for: worker 0_0 runs into DrawerIsStuck", "kept by the pool"],
        ["Late binding"],
    ),
    (
        SENT_AWAY / "15_exceptions/wrapped.py",
        "test_every_failure_is_told",
        ["writes RuntimeError('print failed: no paper')"],
        ["Caught"],
    ),
    (
        SENT_AWAY / "12_barrier/looked_after_the_barrier.py",
        "test_who_cannot_compare_keeps_nobody_waiting",
        ["Thread-1 died of threading.BrokenBarrierError", "breaks together"],
        ["Stolen wake-up"],
    ),
    (
        SENT_AWAY / "10_semaphore/except_exception.py",
        "test_after_an_error_the_connection_is_back",
        [
            "BranchCloses ended Pool.query() at\nexcept_exception.py:38",
            "✗ 38 answer = ask(connection)",
        ],
        [],
    ),
    (
        ROOT / "tests/answers/10_semaphore/wrong/permit_not_given_back.py",
        "test_nothing_is_given_back_twice",
        ["Permit leak: main waits for a permit"],
        ["ValueError"],
    ),
    (
        ROOT / "tests/answers/09_condition/wrong/notify_without_the_lock.py",
        "test_who_comes_too_early_waits",
        ["Missing notification: put ends with RuntimeError: cannot notify", "7 ✗ "],
        [],
    ),
    (
        SENT_AWAY / "07_queue/end_for_one.py",
        "test_all_who_wait_for_room_hear_of_the_end",
        ["close notifies _not_full while 3 wait for it", "✗        │ 46 self._not_full.notify()"],
        [],
    ),
    (
        SENT_AWAY / "07_queue/end_not_told.py",
        "test_all_who_wait_for_room_hear_of_the_end",
        ["close makes _closed True and does not notify _not_full", "│ 47 self._closed = True"],
        ["receive notifies"],
    ),
    (
        SENT_AWAY / "07_queue/looked_before_it_was_put.py",
        "test_nothing_is_lost_at_the_end",
        ["then send puts 'ann 1' in, and receive does not look again", "← does not look again"],
        [],
    ),
    (
        SENT_AWAY / "08_workers/written_down_after.py",
        "test_a_task_that_fails_is_done_too",
        ["reports its task done at written_down_after.py:42", "5 ✗    "],
        ["goes on to its end"],
    ),
    (
        SENT_AWAY / "08_workers/waits_for_the_workers.py",
        "test_a_task_that_fails_is_done_too",
        ["left to put one in: main waits for Thread-1 to end\n(waits_for_the_workers.py:26)"],
        [],
    ),
    (
        ROOT / "tests/answers/09_condition/wrong/wakes_only_when_it_was_full.py",
        "test_boxes_come_in_the_order_in_which_they_were_put",
        ["take-2 changes boxes to deque([]) and does not notify", "← put-1 is not told"],
        ["does not\nwake them all"],  # that one was woken for one box was right
    ),
    (
        ROOT / "tests/answers/09_condition/wrong/notify_forgotten_in_take.py",
        "test_who_comes_too_early_waits",
        ["take_both changes _boxes to deque([]) and does not notify"],
        ["again, and nobody"],
    ),
    (
        ROOT / "tests/answers/08_workers/wrong/wait_until_empty.py",
        "test_a_task_that_fails_is_done_too",
        ["_tasks is empty as soon as Thread-1 has taken\nprint_nothing_slowly out; main"],
        ["has not finished"],
    ),
    (
        ROOT / "tests/answers/01_thread/wrong/only_the_last_is_joined.py",
        "test_every_till_has_its_total",
        ["main reads Teller #2.total as 0 before Thread-1"],
        [],
    ),
    (
        ROOT / "tests/answers/05_lock_order/wrong/printed_after_the_locks.py",
        "test_a_transfer_to_the_same_account_comes_to_an_end",
        ["an earlier part of the check,", "done by to_herself and transfer "],
        ["left out", "to_herself   "],
    ),
    (
        ROOT / "tests/answers/07_queue/wrong/one_end_for_all.py",
        "test_messages_go_through_in_order",
        ["END has gone to main,\nand nobody is left", "gets END from _queue"],
        [],
    ),
    (
        SENT_AWAY / "09_condition/empty_box.py",
        "test_any_object_can_be_a_box",
        ["take reads _boxes as deque([]), and waits"],
        ["again, and nobody is left"],
    ),
    (
        SENT_AWAY / "01_thread/joined_for_a_while.py",
        "test_totals_are_not_read_too_early",
        ["total = 0 ", "reads tellers[1].total = 10"],
        [],
    ),
    (
        ROOT / "tests/answers/05_lock_order/wrong/receipts_in_a_thread.py",
        "test_a_transfer_to_the_same_account_comes_to_an_end",
        ["1 ✗ 3", "with ExitStack() as stack:"],
        [],
    ),
    (
        SENT_AWAY / "05_lock_order/in_any_order.py",
        "test_the_total_never_changes",
        ["takes _locks['ann']", "takes _locks['bob']"],
        [],
    ),
    (
        SENT_AWAY / "05_lock_order/gate_for_all.py",
        "test_other_accounts_do_not_wait",
        [
            "Kept waiting: until transfer",
            "once_more-2,\nothers and others_once_more wait for _gate (",
            "9 ✗ 46 receipt(",
        ],
        [],
    ),
    (
        SENT_AWAY / "09_condition/signalled_too_early.py",
        "test_who_comes_too_early_waits",
        [
            "Signalled too early: put gives back a permit of _there before it changes _boxes;\n",
            "← _boxes is not changed yet",
        ],
        [],
    ),
    (
        ROOT / "tests/answers/18_local/wrong/list_of_the_class.py",
        "test_two_threads_do_not_mix_up_their_customers",
        ["and serves bob, which begins with\nan empty one, empties that: slip is one for both"],
        [],
    ),
    (
        ROOT / "tests/answers/23_asyncio/wrong/a_task_without_a_shield.py",
        "test_who_leaves_takes_nobody_along",
        ["Cancelled along: rate-1 is cancelled, and with it the task", "and so rate-2\n"],
        [],
    ),
    (
        SENT_AWAY / "23_asyncio/event_never_set.py",
        "test_the_exchange_is_asked_once",
        ["has made it, but NoLine: EUR ended\nDesk.rate() at event_never_set.py:19, and nobody"],
        ["event #1"],
    ),
    (
        SENT_AWAY / "23_asyncio/event_never_set.py",
        "test_who_leaves_takes_nobody_along",
        ["rate-1 has made it, is", "is cancelled\n", "← leaves without setting event"],
        [],
    ),
    (
        SENT_AWAY / "06_pipeline/two_events.py",
        "test_two_senders_share_a_pipeline",
        [
            "Missed pulse: send-2 sets _there, and send-1 sets it once more before receive",
            "← it is set already",
            "steps left out",
        ],
        ["receive clears _there after it was set"],
    ),
    (
        SENT_AWAY / "06_pipeline/two_events_cleared_first.py",
        "test_two_senders_share_a_pipeline",
        ["Lost message: send-2 puts 'bob 1' into _message, and send-1 puts 'ann 1' in its\n"],
        [],
    ),
    (
        SENT_AWAY / "06_pipeline/waits_so_long.py",
        "test_who_waits_waits_as_long_as_it_takes",
        ["Gave up: consumer waits for an item", "producer waits for room in _queue only for so"],
        [],
    ),
    (
        SENT_AWAY / "16_executor/time_out_or_no_answer.py",
        "test_a_failure_is_an_answer_too",
        ["Caught: main runs into NoAnswer at time_out_or_no_answer.py:48", "← caught, and not"],
        ["Early read", "worker 0_0"],
    ),
    (
        SENT_AWAY / "17_pool_deadlock/failure_swallowed.py",
        "test_a_failure_comes_out",
        ["Caught: Thread-2 runs into NoKey at failure_swallowed.py:35, catches it"],
        ["Torn read"],
    ),
    (
        ROOT / "tests/answers/14_daemon/wrong/daemon_by_inheritance.py",
        "test_a_program_may_have_a_daemon",
        ["a daemon because listen, which made\nit, is one, has not begun;"],
        [],
    ),
    (
        ROOT / "tests/answers/14_daemon/wrong/no_daemon_and_atexit.py",
        "test_every_line_is_written",
        ["What atexit was given comes only when all threads have ended\nthat are no daemons, and"],
        [],
    ),
    (
        ROOT / "tests/answers/14_daemon/wrong/not_a_daemon.py",
        "test_every_line_is_written",
        ["nobody is left\nto put one in.\n"],
        ["atexit"],
    ),
    (
        ROOT / "tests/answers/16_executor/wrong/loop_outside_the_pool.py",
        "test_answers_are_given_as_they_come",
        ["before it answered, as_they_come()\nhad given none of them"],
        [],
    ),
    (
        ROOT / "tests/answers/16_executor/wrong/sleeps_and_looks.py",
        "test_a_failure_is_an_answer_too",
        [],
        ["takes note\n 2 "],
    ),
    (
        ROOT / "tests/answers/23_asyncio/wrong/keeps_the_question_that_failed.py",
        "test_the_exchange_is_asked_once",
        ["one was told NoLine 9 times, but in all the exchange was\nasked only 1 time"],
        ["Endless loop"],
    ),
    (
        ROOT / "tests/answers/14_daemon/wrong/ends_with_the_main_thread.py",
        "test_a_thread_may_go_on",
        [
            "Left behind: Thread-1 takes None out of lines, and looks for no other; then\n",
            "← nobody takes it out",
        ],
        [],
    ),
    (
        ROOT / "tests/answers/14_daemon/wrong/polls_the_main_thread.py",
        "test_a_thread_may_go_on",
        ["Left behind: Thread-1 looks into lines for the last time; then Thread-2 puts\n"],
        [],
    ),
    (
        ROOT / "tests/answers/14_daemon/wrong/goes_home_too_early.py",
        "test_every_line_is_written",
        ["Left behind: Thread-1 looks at lines for the last time, and finds deque([]);\n"],
        [],
    ),
    (
        ROOT / "tests/answers/14_daemon/wrong/waits_so_long.py",
        "test_every_line_is_written",
        ["main\nwaits only for so long (waits_so_long.py:22)", "← Thread-1 has not finished"],
        ["nobody waits"],
    ),
    (
        ROOT / "tests/answers/14_daemon/wrong/rest_beside_the_daemon.py",
        "test_every_line_is_written",
        ["but 'lock the till' was begun\nwhile another one was still being written"],
        [", and another line"],
    ),
    (
        ROOT / "tests/answers/02_race/wrong/two_locks.py",
        "test_a_statement_shows_one_moment",
        ["update-1 does not hold value_lock\nall the while"],
        [],
    ),
    (
        SENT_AWAY / "02_race/one_lock_after_the_other.py",
        "test_a_statement_shows_one_moment",
        ["Neither\nstatement nor update-1 holds one lock from the first to the second"],
        ["does not hold"],
    ),
    (
        ROOT / "tests/answers/24_choose/wrong/asks_four_at_a_time.py",
        "test_all_banks_are_asked_at_the_same_time",
        ["but only 4 were\n"],
        ["ask_one-1", "permit"],
    ),
    (
        ROOT / "tests/answers/16_executor/wrong/group_after_group.py",
        "test_answers_are_given_as_they_come",
        ["so it asks them in"],
        ["the check's"],
    ),
    (
        ROOT / "tests/answers/16_executor/wrong/one_more_before_each_answer.py",
        "test_answers_are_given_as_they_come",
        ["it asked only", "when the loop came back"],
        ["so it asks them in"],
    ),
    (
        SENT_AWAY / "03_lock/note_by_note.py",
        "test_after_a_jam_the_account_still_works",
        ["self.balance += note", "writes 150"],
        ["<generator>"],
    ),
    (
        SENT_AWAY / "08_workers/reported_by_the_finally.py",
        "test_a_task_that_fails_is_done_too",
        [
            "raises NoPaper: the printer is\n                                          │    out of "
            "paper\n 5 ✗ ",
            "← from here on nobody waits",
        ],
        [" 6 "],
    ),
    (
        SENT_AWAY / "03_lock/paid_in_by_the_finally.py",
        "test_after_a_jam_the_account_still_works",
        ["raises Jammed: a note is stuck    │\n 4   26 with self.lock:"],
        [" 6 "],
    ),
    (
        SENT_AWAY / "03_lock/taken_back.py",
        "test_after_a_jam_the_account_still_works",
        ["raises Jammed: a note is stuck    │\n 6   28 with self.lock:"],
        [" 8 "],
    ),
    (
        SENT_AWAY / "23_asyncio/all_ask_again.py",
        "test_the_exchange_is_asked_once",
        ["raises NoLine: EUR\n  8                    │ 29 self._answered.pop(currency, None)"],
        [],
    ),
    (
        SENT_AWAY / "23_asyncio/waits_and_goes_on.py",
        "test_the_exchange_is_asked_once",
        ["raises NoLine: EUR\n 20                    │ 30 self._answered.pop(currency).set()"],
        ["Check-then-act", "Gave up"],  # what was not there is of another dict
    ),
    (
        SENT_AWAY / "06_pipeline/fails_when_time_is_up.py",
        "test_who_waits_waits_as_long_as_it_takes",
        [
            "so long, and ends with\nEmpty",
            "room in _slot only for so long, and ends with queue.Full",
        ],
        ["goes on"],
    ),
    (
        SENT_AWAY / "08_workers/one_after_the_other.py",
        "test_close_sends_all_workers_home",
        ["Gave up: main waits only for so long, and goes on before Thread-2 has finished."],
        ["Early read"],
    ),
    (
        SENT_AWAY / "09_condition/looks_without_the_lock.py",
        "test_nobody_takes_what_is_not_there",
        ["take-2 takes _lock only after it has read.", "reads deque([]), raises IndexError"],
        ["take-2 does not"],
    ),
    (
        SENT_AWAY / "10_semaphore/permit_before_connection.py",
        "test_who_finds_none_waits",
        [
            "Signalled too early: use_twice gives back a permit",
            "before it changes\n_free; use, which waits for that signal, finds",
            "now use_twice\nwaits for a permit of _permits, and nobody is left",
            "← _free is not changed yet",
            "         reads []                         │",
        ],
        ["Permit leak"],
    ),
    (
        SENT_AWAY / "13_timer/cancelled_only.py",
        "test_stopped_before_the_first_call",
        ["Not waited for: main goes on to its end, and Thread-1 has not ended."],
        ["begun"],
    ),
    (
        SENT_AWAY / "13_timer/joins_so_long.py",
        "test_stop_during_a_call_waits_for_it",
        ["Gave up: main waits only for so long, and goes on before Thread-1 has finished."],
        ["Early read"],
    ),
    (
        SENT_AWAY / "16_executor/raised_to_the_next.py",
        "test_a_failure_is_an_answer_too",
        [
            "Caught: main runs into NoAnswer at raised_to_the_next.py:32, catches it",
            "(raised_to_the_next.py:38), and goes on.",
        ],
        [":34"],
    ),
    (
        SENT_AWAY / "17_pool_deadlock/told_on_the_screen.py",
        "test_a_failure_comes_out",
        ["(told_on_the_screen.py:36), and", "← caught in this thread"],
        ["not raised again"],
    ),
    (
        SENT_AWAY / "17_pool_deadlock/goes_home_when_empty.py",
        "test_all_workers_count_at_the_same_time",
        ["while\none worker counted the office itself, the other one did not begin its first"],
        ["Left behind", "nobody takes it out"],
    ),
    (
        SENT_AWAY / "18_local/by_name.py",
        "test_two_threads_do_not_mix_up_their_customers",
        ["reads {'serves ann': [('ann', [])]}"],
        ["changes _stacks to {'serves ann': [('ann', [])]}"],
    ),
    (
        SENT_AWAY / "04_deadlock/one_taking_kept.py",
        "test_a_refused_transfer_changes_nothing",
        [
            "transfer took _lock, which it had already, once more",
            " 2 ✗ 35 self._lock.acquire()",
            "held by transfer since one_taking_kept.py:35",
        ],
        [" 1 ✗"],
    ),
    (
        SENT_AWAY / "01_thread/counts_down_without_a_lock.py",
        "test_every_branch_is_told_once",
        [
            "Lost update: Thread-1 reads left as 2, Thread-2 changes it to 1",
            "Whether all_told is set\ndepends on left",
            " 4 ✗ ",
        ],
        ["Missed event"],
    ),
    (
        SENT_AWAY / "23_asyncio/forgets_who_asks_now.py",
        "test_the_exchange_is_asked_once",
        ["ask_until_told-2 looks at _pending", " 11 ✗                  │ 31 self._pending.pop("],
        ["_rates['USD']", "rate-1"],  # of an earlier part, in which all is right
    ),
    (
        SENT_AWAY / "23_asyncio/lock_thrown_away.py",
        "test_the_exchange_is_asked_once",
        ["Two locks: ask_until_told-1 has lock #5, and ask_until_told-2 takes lock #4.", "10 ✗"],
        ["main  "],
    ),
    (
        SENT_AWAY / "17_pool_deadlock/raises_another.py",
        "test_a_failure_comes_out",
        ["RuntimeError: an office cannot be counted"],
        ["Check-then-act"],
    ),
    (
        SENT_AWAY / "17_pool_deadlock/office_as_a_key.py",
        "test_one_worker_is_enough",
        ["changes answers\n"],
        ["changes answers to future"],  # it is an item of that
    ),
    (
        SENT_AWAY / "05_lock_order/notifies_one.py",
        "test_other_accounts_do_not_wait",
        [
            "Lost wake-up: others changes _reserved to {'ann', 'bob'}, and notifies _monitor",
            "that wakes once_more-1,",
            "not others_once_more, which has looked at _reserved before that",
            "← does not wake others_once_more",
        ],
        ["steps left out"],
    ),
    (
        SENT_AWAY / "11_event/event_exchanged_by_ring.py",
        "test_nobody_starts_before_the_bell",
        [
            "nobody ever sets it.\nteller has looked at bell._day (0) before ring makes it 1.",
            "← teller has looked before",
        ],
        [],
    ),
    (
        ROOT / "tests/answers/12_barrier/wrong/reset_for_abort.py",
        "test_who_cannot_count_keeps_nobody_waiting",
        ["part of the check, done", "makes together #2 as new", "waits at together #2 for the\n"],
        ["DrawerIsStuck: the drawer is stuck\n"],
    ),
    (
        SENT_AWAY / "08_workers/notifies_one.py",
        "test_nobody_goes_home_too_early",
        [
            "that wakes main, which looks and waits again, and not Thread-2",
            "← does not wake Thread-2",
        ],
        ["steps left out"],
    ),
    (
        ROOT / "tests/answers/08_workers/wrong/add_wakes_one_of_two_kinds.py",
        "test_nobody_goes_home_too_early",
        ["Lost wake-up: Thread-1 changes waiting to "],
        ["Torn read"],
    ),
    (
        SENT_AWAY / "08_workers/set_after_the_lock.py",
        "test_wait_waits_for_a_task_that_has_just_come",
        ["Check-then-act: Thread-1 reads _unfinished as 0; then main", " 15 ✗ "],
        [],
    ),
    (
        SENT_AWAY / "08_workers/set_after_the_lock.py",
        "test_a_worker_goes_on_after_a_failure",
        ["← main has just cleared it"],
        ["is done; then"],
    ),
    (
        SENT_AWAY / "14_daemon/flag_after_the_last_look.py",
        "test_every_line_is_written",
        [
            "journal finds _lines empty, and does not look again; then main puts\n",
            "main reads _writing as True;\njournal makes it False only after that.",
        ],
        ["is done"],
    ),
    (
        SENT_AWAY / "14_daemon/list_before_the_start.py",
        "test_a_thread_may_go_on",
        ["journal looks at the list of threads, and main starts Thread-1\nafter", " 1 ✗ journal"],
        ["does not look again, and nobody", "Gave up", "that are alive"],
    ),
    (
        SENT_AWAY / "02_race/list_swapped.py",
        "test_a_statement_shows_one_moment",
        [
            "update-1 looks up _new, statement puts another in its place",
            "and update-1 changes the old one to [20, 5].",
        ],
        ["Early read"],
    ),
    (
        SENT_AWAY / "10_semaphore/no_try_round_the_yield.py",
        "test_after_an_error_the_connection_is_back",
        [
            "NoRateToday\nhas ended Pool._borrowed() at no_try_round_the_yield.py:38",
            " 2   44 return ask(connection)",
            " 3   38 yield connection",
        ],
        [],
    ),
    (
        SENT_AWAY / "12_barrier/looks_after_the_barrier.py",
        "test_who_cannot_compare_keeps_nobody_waiting",
        ["Thread-2 has ended, after looks_after_the_barrier.py:29."],
        [],
    ),
    (
        SENT_AWAY / "06_pipeline/two_events_cleared_first.py",
        "test_one_message_at_a_time",
        ["'carla 1', which\nsend_later-3 put into", "is overwritten unread."],
        [],
    ),
    (
        SENT_AWAY / "16_executor/asks_in_groups.py",
        "test_answers_are_given_as_they_come",
        ["so it asks them in\ngroups"],
        ["the check's", "raises NoAnswer"],
    ),
    (
        SENT_AWAY / "23_asyncio/who_leaves_forgets_the_question.py",
        "test_who_leaves_takes_nobody_along",
        ["Removed in use: rate-1, which is cancelled, removes _asking['USD'] while", " 9 ✗ "],
        ["Check-then-act"],
    ),
    (
        SENT_AWAY / "10_semaphore/looks_before_the_set.py",
        "test_of_two_that_give_the_same_back_one_is_refused",
        ["Check-then-act: is_refused-1 looks at _free (set())", " 7 ✗ 28 self._free.add("],
        [],
    ),
    (
        SENT_AWAY / "10_semaphore/permit_in_finally.py",
        "test_nothing_is_given_back_twice",
        ["Permit too many: main runs into ValueError", "_free empty", " 2 ✗ "],
        [],
    ),
    (
        ROOT / "tests/answers/04_deadlock/wrong/helper_thread.py",
        "test_the_total_never_changes",
        ["Gave up: transfer waits for Thread-1 (deposit) to end only for so long", " 4 ✗ 40 "],
        [],
    ),
    (
        ROOT / "tests/answers/06_pipeline/wrong/sender_releases_too_early.py",
        "test_a_message_goes_through",
        ["Signalled too early: send gives back may_receive before it changes message", " 2 ✗ "],
        [],
    ),
    (
        ROOT / "tests/answers/09_condition/wrong/waits_a_second_for_room.py",
        "test_nobody_puts_where_there_is_no_room",
        ["Gave up: put-2 waits to be notified of changed only for so long", " 4 ✗ "],
        [],
    ),
    (
        ROOT / "tests/answers/11_event/wrong/looks_once.py",
        "test_who_waits_for_tomorrow_sleeps_on_today",
        ["Not looked again: teller looks at _day as 0, and waits", " 7 ✗ 19 self._changed.wait()"],
        [],
    ),
    (
        ROOT / "tests/answers/23_asyncio/wrong/nobody_sets_the_future.py",
        "test_who_leaves_takes_nobody_along",
        ["rate-1 has put it into _asking['USD'], and is cancelled at", " 6 ✗ rate-1 │ 21 "],
        [],
    ),
    (
        ROOT / "tests/answers/02_race/wrong/sum_of_what_there_was.py",
        "test_two_updates_are_both_kept",
        [
            "Lost update: update-1 works value out from _history as [1], update-2 changes\n"
            "_history and writes value as 2, and update-1, which still goes by the old\n"
            "_history, overwrites that with 1.",
        ],
        [],
    ),
    (
        ROOT / "tests/answers/06_pipeline/wrong/taken_after_the_lock.py",
        "test_messages_are_sent_as_they_come",
        [
            "'ann asks for 20', END, END was received",
            "Lost message: producer puts END into _message",
        ],
        ["Torn read", "<object"],
    ),
    (
        ROOT / "tests/answers/08_workers/wrong/counted_without_a_lock.py",
        "test_two_failures_are_both_kept",
        ["Lost update: Thread-1 reads _open as 2", "Whether _all_done is set\ndepends on _open"],
        ["Missed pulse"],
    ),
    (
        ROOT / "tests/answers/08_workers/wrong/counted_without_a_lock.py",
        "test_a_worker_goes_on_after_a_failure",
        ["Lost update: main reads _open as 1", "nobody sets it"],
        ["Missed pulse"],
    ),
    (
        ROOT / "tests/answers/11_event/wrong/clears_and_looks_now_and_then.py",
        "test_who_waits_starts_at_once",
        ["a teller came just as the bell rang", "begins to wait for it"],
        ["gave up", "Gave up"],
    ),
]


def story_of(answer: Path, name: str) -> str:
    """What the check *name* has to say about *answer*."""
    exercise = ROOT / "exercises" / answer.parts[-3 if answer.parent.name == "wrong" else -2]
    checks = plain_module(next(exercise.glob("test_*.py")))
    with pytest.raises(check.CheckFailed):
        getattr(checks, name)(check.Exercise(answer))
    return tell(check.results.pop())


@pytest.mark.parametrize(
    ("answer", "name", "says", "hides"), CASES, ids=[f"{a.stem}-{n}" for a, n, _, _ in CASES]
)
def test_the_story_of_an_answer_leads_to_its_mistake(
    answer: Path, name: str, says: list[str], hides: list[str]
) -> None:
    story = story_of(answer, name)
    assert not [words for words in says if words not in story], story
    assert not [words for words in hides if words in story], story


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("looks_once_who_is_left", "starts Thread-2 after that; journal does not look again"),
        ("joins_whom_it_sees", "starts Thread-2 after that; closer does not look again"),
        ("looks_twice_who_is_left", "main changes the list of threads while journal is going"),
    ],
)
def test_a_thread_that_starts_another_and_ends_is_not_the_last(
    name: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Among the wrong answers it has no place: on Python 3.12.0 to 3.12.2 it is right."""
    monkeypatch.setattr(shutdown, "sys", SimpleNamespace(version_info=(3, 11)))
    story = story_of(SENT_AWAY / f"14_daemon/{name}.py", "test_a_thread_may_start_another")
    assert says in " ".join(story.split()), story
