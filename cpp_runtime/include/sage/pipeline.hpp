// What every generated program includes; connectors and operators are included one by one beside it.
#pragma once

#include "sage/base/arena.hpp"
#include "sage/base/errors.hpp"
#include "sage/base/frame.hpp"
#include "sage/base/record.hpp"
#include "sage/base/types.hpp"
#include "sage/flow/param.hpp"
#include "sage/flow/program.hpp"
#include "sage/flow/pump.hpp"
#include "sage/flow/runtime.hpp"
#include "sage/fn/list.hpp"
#include "sage/fn/logic.hpp"
#include "sage/fn/math.hpp"
#include "sage/fn/number.hpp"
#include "sage/fn/text.hpp"
#include "sage/fn/time.hpp"
#include "sage/main.hpp"
