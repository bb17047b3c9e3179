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

template <class Source, class Emit, class Flush, class Reject>
void pump(Runtime& runtime, Source& source, Frame& frame, const Operator& op, Emit& emit,
          Flush& flush, Reject&& reject) {
  Counters& counters = runtime.counters(op);
  bool more = true;
  bool wanted = true;
  while (more && wanted && !runtime.stopping()) {
    frame.arena.reset();
    uint64_t rows = 0;
    auto one = [&](const auto& record) {
      ++rows;
      wanted = emit(record);
      return wanted;
    };
    more = source.read(frame, one, reject);
    counters.out.add(rows);
    flush();
  }
}

}  // namespace detail

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
