# as it is: rejected: import resource
# approved: crashed: exit code 1
import resource
resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
