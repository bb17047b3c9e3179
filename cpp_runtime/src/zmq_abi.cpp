#include "sage/service/zmq_abi.hpp"

#include <dlfcn.h>

#include <cstdlib>
#include <initializer_list>

namespace sage::zmq {
namespace {

// SAGE_LIBZMQ is the path FindZeroMQ.cmake found, if any.
#ifndef SAGE_LIBZMQ
#define SAGE_LIBZMQ ""
#endif

void* open_library() {
  const char* wanted = std::getenv("SAGE_LIBZMQ");
  if (wanted != nullptr && *wanted != '\0') return dlopen(wanted, RTLD_NOW | RTLD_LOCAL);
  for (const char* name : {SAGE_LIBZMQ, "libzmq.so.5"}) {
    if (*name == '\0') continue;
    if (void* handle = dlopen(name, RTLD_NOW | RTLD_LOCAL)) return handle;
  }
  return nullptr;
}

template <class Function>
bool find(void* handle, const char* name, Function*& function) {
  function = reinterpret_cast<Function*>(dlsym(handle, name));
  return function != nullptr;
}

bool load(Library& zmq) {
  void* handle = open_library();
  return handle != nullptr && find(handle, "zmq_ctx_new", zmq.ctx_new) &&
         find(handle, "zmq_ctx_term", zmq.ctx_term) && find(handle, "zmq_ctx_set", zmq.ctx_set) &&
         find(handle, "zmq_socket", zmq.socket) && find(handle, "zmq_close", zmq.close) &&
         find(handle, "zmq_setsockopt", zmq.setsockopt) &&
         find(handle, "zmq_getsockopt", zmq.getsockopt) && find(handle, "zmq_bind", zmq.bind) &&
         find(handle, "zmq_connect", zmq.connect) && find(handle, "zmq_send", zmq.send) &&
         find(handle, "zmq_poll", zmq.poll) && find(handle, "zmq_msg_init", zmq.msg_init) &&
         find(handle, "zmq_msg_recv", zmq.msg_recv) &&
         find(handle, "zmq_msg_close", zmq.msg_close) &&
         find(handle, "zmq_msg_more", zmq.msg_more) && find(handle, "zmq_msg_data", zmq.msg_data) &&
         find(handle, "zmq_msg_size", zmq.msg_size) &&
         find(handle, "zmq_errno", zmq.error_number) &&
         find(handle, "zmq_strerror", zmq.error_text);
}

}  // namespace

const Library* library() {
  static Library zmq;
  static const bool loaded = load(zmq);
  return loaded ? &zmq : nullptr;
}

}  // namespace sage::zmq
