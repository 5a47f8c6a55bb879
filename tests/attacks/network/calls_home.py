# as it is: rejected: import socket
# approved: failed: Error
import socket

socket.create_connection(("127.0.0.1", 22), 1)
