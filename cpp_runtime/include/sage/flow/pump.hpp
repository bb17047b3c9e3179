// The loop that drives a flow: reads a source batch by batch and gives its records to the first edge.
//
//   sage::pump(runtime_, source_0, frame_, kOperators[0],
//              [this](const Flight& r) { to_filter_1(r); return wanted_0(); },   // false: no more of this source
//              [this] { sink_8.flush(); });                                      // after each batch
//
// Ends at the source's end, when no more is wanted, or when the runtime stops. The frame's arena is reset before each
// batch. Rows that do not decode go where failed records go; a last argument is the edge to the stream `errors`.
#pragma once

#include "sage/flow/runtime.hpp"

namespace sage {

namespace detail {

// Reads one batch. False if there is no other, or none is wanted.
template <class Source, class Emit, class Reject>
bool pump_once(Runtime& runtime, Source& source, Frame& frame, const Operator& op, Emit& emit,
               Reject&& reject) {
  bool wanted = true;
  frame.arena.reset();
  uint64_t rows = 0;
  auto one = [&](const auto& record) {
    ++rows;
    wanted = emit(record);
    return wanted;
  };
  const bool more = source.read(frame, one, reject);
  runtime.counters(op).out.add(rows);
  return more && wanted;
}

template <class Source, class Emit, class Flush, class Reject>
void pump(Runtime& runtime, Source& source, Frame& frame, const Operator& op, Emit& emit,
          Flush& flush, Reject&& reject) {
  for (bool more = true; more && !runtime.stopping();) {
    more = pump_once(runtime, source, frame, op, emit, reject);
    flush();
  }
}

}  // namespace detail

// Reads one batch, for those who have a loop of their own. False if there is no other, or none is wanted.
template <class Source, class Emit, class ToErrors>
bool pump_once(Runtime& runtime, Source& source, Frame& frame, const Operator& op, Emit&& emit,
               ToErrors&& to_errors) {
  return detail::pump_once(runtime, source, frame, op, emit, [&](const io::BadRow& row) {
    runtime.reject_input(op, frame, row, to_errors);
  });
}

template <class Source, class Emit>
bool pump_once(Runtime& runtime, Source& source, Frame& frame, const Operator& op, Emit&& emit) {
  return detail::pump_once(runtime, source, frame, op, emit,
                           [&](const io::BadRow& row) { runtime.reject_input(op, frame, row); });
}

template <class Source, class Emit, class Flush, class ToErrors>
void pump(Runtime& runtime, Source& source, Frame& frame, const Operator& op, Emit&& emit,
          Flush&& flush, ToErrors&& to_errors) {
  detail::pump(runtime, source, frame, op, emit, flush,
               [&](const io::BadRow& row) { runtime.reject_input(op, frame, row, to_errors); });
}

template <class Source, class Emit, class Flush>
void pump(Runtime& runtime, Source& source, Frame& frame, const Operator& op, Emit&& emit,
          Flush&& flush) {
  detail::pump(runtime, source, frame, op, emit, flush,
               [&](const io::BadRow& row) { runtime.reject_input(op, frame, row); });
}

template <class Source, class Emit>
void pump(Runtime& runtime, Source& source, Frame& frame, const Operator& op, Emit&& emit) {
  pump(runtime, source, frame, op, emit, [] {});
}

}  // namespace sage
