// A ROUTER that sends every message back: the least that a service can do, and so the floor under `call_service`.
//
//     zmq_echo ipc:///tmp/echo.sock
#include <zmq.h>

#include <cstdio>

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  void* context = zmq_ctx_new();
  void* socket = zmq_socket(context, ZMQ_ROUTER);
  if (zmq_bind(socket, argv[1]) != 0) {
    std::fprintf(stderr, "zmq_echo: cannot bind %s: %s\n", argv[1], zmq_strerror(zmq_errno()));
    return 1;
  }
  // Frames go back as they come, the caller's identity first; it runs until it is killed.
  zmq_msg_t frame;
  for (;;) {
    zmq_msg_init(&frame);
    if (zmq_msg_recv(&frame, socket, 0) < 0) return 1;
    int more = zmq_msg_more(&frame);
    if (zmq_msg_send(&frame, socket, more ? ZMQ_SNDMORE : 0) < 0) return 1;
  }
}
