# rejected by: test_as_many_tasks_as_workers_at_the_same_time wrong-result
# why: add() does the task itself: all is in order, and one after the other


class Office:
    def __init__(self, workers):
        self.failures = []

    def add(self, task):
        try:
            task()
        except Exception as error:
            self.failures.append(error)

    def wait(self):
        pass

    def close(self):
        pass
