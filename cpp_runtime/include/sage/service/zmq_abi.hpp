// The few functions of libzmq that a service needs, found when they are first needed.
//
// The library is opened at run time: a pipeline without callers neither pays for it nor depends on it, and no zmq.h is
// needed to build. Declarations follow the stable C interface of libzmq 4 (soname libzmq.so.5).
#pragma once

#include <cstddef>

namespace sage::zmq {

struct Message {
  alignas(void*) unsigned char opaque[64];
};

struct PollItem {
  void* socket;
  int fd;
  short events;
  short happened;
};

inline constexpr int kRouter = 6;
inline constexpr int kDealer = 5;
inline constexpr int kDontWait = 1;
inline constexpr int kSendMore = 2;
inline constexpr short kPollIn = 1;

enum Option : int {
  kReceiveMore = 13,
  kLinger = 17,
  kBacklog = 19,
  kMaxMessageSize = 22,
  kSendHighWater = 23,
  kReceiveHighWater = 24,
  kLastEndpoint = 32,
  kRouterMandatory = 33,
  kIpv6 = 42,
  kHandshakeInterval = 66,
};

struct Library {
  void* (*ctx_new)();
  int (*ctx_term)(void* context);
  int (*ctx_set)(void* context, int option, int value);
  void* (*socket)(void* context, int type);
  int (*close)(void* socket);
  int (*setsockopt)(void* socket, int option, const void* value, size_t size);
  int (*getsockopt)(void* socket, int option, void* value, size_t* size);
  int (*bind)(void* socket, const char* endpoint);
  int (*connect)(void* socket, const char* endpoint);
  int (*send)(void* socket, const void* data, size_t size, int flags);
  int (*poll)(PollItem* items, int count, long timeout_ms);
  int (*msg_init)(Message* message);
  int (*msg_recv)(Message* message, void* socket, int flags);
  int (*msg_close)(Message* message);
  int (*msg_more)(const Message* message);
  void* (*msg_data)(Message* message);
  size_t (*msg_size)(const Message* message);
  int (*error_number)();
  const char* (*error_text)(int number);
};

// The library: $SAGE_LIBZMQ, the one found when libsage was built, or the system's. nullptr if there is none.
const Library* library();

}  // namespace sage::zmq
