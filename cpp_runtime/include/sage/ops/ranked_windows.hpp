// Windows of which the rows come out in order, or the first of them: `sort` and `top` over windows of each kind.
#pragma once

#include "sage/ops/count_windows.hpp"
#include "sage/ops/ranked.hpp"
#include "sage/ops/session_windows.hpp"
#include "sage/ops/tumbling_windows.hpp"

namespace sage::ops {

template <class Key, class By>
class RankedTumbling : public TumblingWindows<Key, Ranked<By>> {
 public:
  RankedTumbling(Duration size, Duration offset, Duration lateness, Duration early, int64_t most,
                 bool ties, Key key = {}, By by = {})
      : TumblingWindows<Key, Ranked<By>>(size, offset, lateness, early, key,
                                         Ranked<By>(most, ties, by)) {}
};

template <class Key, class By>
class RankedSliding : public SizedWindows<Key, Ranked<By>> {
 public:
  RankedSliding(Duration size, Duration every, Duration offset, Duration lateness, Duration early,
                int64_t most, bool ties, Key key = {}, By by = {})
      : SizedWindows<Key, Ranked<By>>(size, every, offset, lateness, early, key,
                                      Ranked<By>(most, ties, by)) {}
};

template <class Key, class By>
class RankedSession : public SessionWindows<Key, Ranked<By>> {
 public:
  RankedSession(Duration gap, Duration lateness, Duration early, int64_t most, bool ties,
                Key key = {}, By by = {})
      : SessionWindows<Key, Ranked<By>>(gap, lateness, early, key, Ranked<By>(most, ties, by)) {}
};

template <class Key, class By>
class RankedCount : public CountWindows<Key, Ranked<By>> {
 public:
  RankedCount(int64_t size, int64_t every, int64_t most, bool ties, Key key = {}, By by = {})
      : CountWindows<Key, Ranked<By>>(size, every, key, Ranked<By>(most, ties, by)) {}
};

}  // namespace sage::ops
