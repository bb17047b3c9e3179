// A bare ROUTER that sends back what it gets: what a call is measured against.
#include <cstddef>

extern "C" {
struct zmq_msg_t {
  alignas(void*) unsigned char opaque[64];
};
void* zmq_ctx_new();
void* zmq_socket(void* context, int type);
int zmq_bind(void* socket, const char* endpoint);
int zmq_msg_init(zmq_msg_t* message);
int zmq_msg_recv(zmq_msg_t* message, void* socket, int flags);
int zmq_msg_send(zmq_msg_t* message, void* socket, int flags);
int zmq_msg_more(const zmq_msg_t* message);
}

int main(int, char** argv) {
  constexpr int kRouter = 6, kSendMore = 2;
  void* socket = zmq_socket(zmq_ctx_new(), kRouter);
  if (zmq_bind(socket, argv[1]) != 0) return 1;
  for (;;) {
    zmq_msg_t message;
    zmq_msg_init(&message);
    if (zmq_msg_recv(&message, socket, 0) < 0) return 1;
    zmq_msg_send(&message, socket, zmq_msg_more(&message) ? kSendMore : 0);
  }
}
