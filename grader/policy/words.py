"""The words that the policy goes by."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HARMLESS = _words("""
    __future__ abc array bisect collections concurrent contextlib copy dataclasses datetime decimal
    enum fractions functools heapq itertools math numbers queue random re statistics string textwrap
    threading time typing
""")
"""Modules that every exercise may import: pure, or what threads need."""

KNOWN = HARMLESS | _words("""
    asyncio atexit contextvars hashlib json logging multiprocessing operator os pathlib pprint
    secrets subprocess sys traceback types uuid weakref
""")
"""Modules of which it is known what they hold: no other module is to be had from them."""

MODULES = _words("""
    ast atexit bdb builtins ctypes dis gc greenlet grader importlib inspect interpreters io
    linecache marshal mmap os pickle posix pytest _pytest runpy signal socket subprocess sys
    traceback treadle types warnings weakref
""")
"""Modules that are not to be had as an attribute of another one, either."""

CALLS = _words("""
    eval exec compile __import__ globals locals vars dir breakpoint open input memoryview
""")
"""Built-in functions; only as a name, for `re.compile` is another."""

FROM_OBJECTS = _words("""
    __base__ __bases__ __builtins__ __closure__ __code__ __defaults__ __func__ __getattribute__
    __globals__ __import__ __kwdefaults__ __loader__ __mro__ mro __path__ __reduce__ __reduce_ex__
    __self__ __spec__ __subclasses__ __wrapped__ __file__ __traceback__ __match_args__
    __annotations__ __annotate__ __annotate_func__ __forward_code__ __forward_arg__
    __dataclass_fields__ _convert_
""")
"""Ways from an object to all others."""

FROM_FRAMES = _words("""
    _getframe _getframemodulename _current_frames _current_exceptions f_back f_globals f_locals
    f_builtins f_code f_trace tb_frame tb_next gi_frame gi_code cr_frame cr_code ag_frame ag_code
    findCaller funcName stack_info stacklevel
""")
"""Ways from a frame to the one that called it, and what `logging` tells of that one."""

HOOKS = _words("""
    settrace settrace_all_threads setprofile setprofile_all_threads addaudithook meta_path
    path_hooks path_importer_cache set_executable set_task_factory _coro _fut_waiter
""")
"""Ways to be called by the interpreter, or to have another one be called."""

PROGRAMS = _words("""
    create_subprocess_exec create_subprocess_shell subprocess_exec subprocess_shell
    connect_read_pipe connect_write_pipe log_to_stderr get_logger
""")
"""Ways of `asyncio` and `multiprocessing` to programs and to files."""

READS = _words("read readline readlines close closed isatty fileno")
"""What may be had of the standard input; besides, that can be gone through."""

GO_THROUGH = _words("all any enumerate filter len list map max min set sorted sum tuple zip")
"""Built-in functions that only go through what they are given."""

COMPARISONS = _words("""
    __eq__ __ne__ __lt__ __le__ __gt__ __ge__ __hash__ __instancecheck__ __subclasscheck__
    __subclasshook__
""")
"""With these an object can be equal to whatever a check expects."""
ORDERS = _words("__lt__ __le__ __gt__ __ge__")
"""Those of them that a class may define, to have its objects sorted, or kept in a heap: where a
check compares these, `grader.sandbox.comparisons` finds it out."""

ASIDE = _words("""
    __cause__ __context__ __suppress_context__ __notes__ __setstate__ add_note stack_size
    _value2member_map_ gauss_next __value__ __bound__ __constraints__ __default__
    gi_running gi_suspended gi_yieldfrom cr_running cr_suspended cr_await cr_origin
    ag_running ag_suspended ag_await
""")
"""Places that Python writes to by itself: nobody sees who keeps something there."""

OF_MEMBERS = ("_name_", "_value_")
"""What a member of an enumeration is given as it is made; `name` and `value` tell of it."""

OURS = "_treadle_"
"""It is in the names by which a program that is explored says what it does, and in those by which
Treadle's own objects, such as a lock, hold what decides which thread goes on."""

INSIDE = FROM_OBJECTS | FROM_FRAMES | HOOKS | PROGRAMS | COMPARISONS
"""Names that are not to be used, whatever they are names of, nor to be defined."""

ALL_OF_IT = ("__dict__", "__getstate__", "__dir__")
"""What has all attributes of an object, whatever their names."""

IN_ITS_PLACE = ("__call__", "__get__")
"""With these a class is called, or a slot of it is read, and no hook sees that it is."""

SHOWN = ("__qualname__", "__module__")
"""What is shown of a function, a class and all its objects, in whatever they are shown with."""

NOT_CALLED = _words("""
    __all__ __author__ __class__ __doc__ __module__ __name__ __qualname__ __slots__ __test__
    __version__
""")
"""Special names of a class, or of what has attributes, that are no methods."""

BY_NAME = {"getattr": 1, "setattr": 1, "delattr": 1, "hasattr": 1, "attrgetter": 0}
"""Functions that take the name of an attribute, and at which position."""

OF_DESCRIPTORS = ("__set__", "__delete__")
"""With these a slot of a class changes what is in an object, whose it ever is."""

CHANGE = ("setattr", "delattr")
"""Those of them that change it."""

PRIVATE = _words("_evaluate _ready _scheduled _callbacks")
"""What is not even to be looked at in an object of another class: code, and who runs next."""

FILLS_IN = ("format", "format_map")
"""Methods of a text that get at attributes, which the text names."""

COPIES = {"wraps": 1, "update_wrapper": 2}
"""Functions that copy attributes, and how many arguments they have if it is the usual ones."""

MAKES = _words("""
    get_type_hints ForwardRef evaluate_forward_ref singledispatch singledispatchmethod
    make_dataclass Formatter ABCMeta EnumMeta EnumType redirect_stdout redirect_stderr
    global_enum Field
""")
"""What makes code of a text, a class of a dict or the names in a class, or gets at attributes, or
at another module, that a text names."""

TUPLES = ("namedtuple", "NamedTuple")
"""What makes a class, whose attributes a pattern gets at, of a list of names."""

OF_SYS = _words("""
    api_version argv builtin_module_names byteorder exc_info exception executable exit flags
    float_info getdefaultencoding getfilesystemencoding getrecursionlimit getsizeof
    getswitchinterval hash_info hexversion implementation int_info is_finalizing maxsize maxunicode
    platform prefix setrecursionlimit stdin thread_info version version_info
""")
"""Of `sys`, what tells something and leads nowhere."""

OF_OS = _words("""
    PathLike access cpu_count curdir devnull error extsep fsdecode fsencode fspath
    get_terminal_size getcwd getenv getgid getloadavg getpgid getpgrp getpid getppid getsid getuid
    linesep listdir lstat name pardir path pathsep process_cpu_count sched_getaffinity sched_yield
    scandir sep stat strerror times uname urandom wait waitpid waitstatus_to_exitcode walk
""")
"""Of `os`, what tells something and does nothing; besides the constants, in capitals."""

SOME_OF = {
    "hashlib": _words("blake2b md5 sha1 sha256 sha512"),
    "json": _words("JSONDecodeError dumps loads"),
    "logging": _words("""
        CRITICAL DEBUG ERROR INFO NOTSET WARNING basicConfig critical debug error exception
        getLogger info log warning
    """),
    "operator": _words("""
        add and_ attrgetter concat contains countOf eq floordiv ge getitem gt indexOf is_ is_not
        itemgetter le lt mod mul ne neg not_ or_ sub truediv truth xor
    """),
    "os": OF_OS,
    "pprint": _words("pformat pp pprint"),
    "secrets": _words("choice randbelow token_hex"),
    "sys": OF_SYS,
    "traceback": _words("format_exc print_exc"),
    "types": _words("SimpleNamespace TracebackType"),
    "uuid": _words("UUID uuid1 uuid4"),
}
"""Modules that every exercise may import as well, and what may be had of them there."""

NOT_OF = {
    "abc": _words("abstractproperty get_cache_token"),
    "copy": _words("dispatch_table"),
    "decimal": _words("setcontext"),
    "enum": _words("property"),
    "re": _words("purge"),
    "typing": _words("""
        EXCLUDED_ATTRIBUTES clear_overloads dataclass_transform get_overloads runtime_checkable
    """),
}
"""Of the modules that may be had whole, what keeps or tells something that no hook sees."""

ONLY_CALLED = {
    "bisect": _words("insort insort_left insort_right"),
    "builtins": _words("next"),
    "heapq": _words("heapify heappop heappush heappushpop heapreplace"),
    "random": _words("shuffle"),
}
"""Functions that change what they are given, which a hook sees where the program calls them."""

CHAINS = "from_iterable"
"""The method of `itertools.chain` that learns on its way what it goes through."""

PRINTS = _words("flush isatty write writelines")
"""What may be had of the standard output and error; besides, that `print` may be given them."""

LOGGER = "getLogger"
"""The function of `logging` that makes a logger, by which one gets at what is logged,"""
LOGS = _words("""
    critical debug error exception getEffectiveLevel info isEnabledFor log setLevel warn warning
""")
"""and the methods of that, which do not."""

SETS_UP = "basicConfig"
"""The function of `logging` that can open files,"""
SAFE_SETTINGS = _words("datefmt force format level")
"""and those of its arguments that do not, nor get at attributes that a text names."""

ALONE = re.compile(r"(?:^|\s)-[A-Za-z]*[EIS]")
"""Options of Python with which it does not do first what its environment asks for."""

STARTS = _words("run call check_call check_output Popen getoutput getstatusoutput")
"""Functions of `subprocess` that start a program, which is the first argument."""

ANOTHER = ("env", "executable", "shell", "preexec_fn")
"""Arguments by which it may be another program, or another Python."""

INTERNAL = re.compile(
    r"multiprocessing\.(util|spawn|popen_\w+|forkserver|heap|reduction|resource_\w+)\b"
)
"""Modules that start programs, or open files, and that nobody needs who starts processes."""

IN_TEXT = re.compile("|".join(sorted(name for name in INSIDE if name.startswith("__"))))
"""Such a name in a text, which may become code or the name of an attribute."""
IN_FORMAT = re.compile(rf"\{{[^{{}}]*[.\[]({'|'.join(sorted(INSIDE))})\b")
"""Such a name in a text that is filled in."""
OWN = frozenset({"self", "cls"})
