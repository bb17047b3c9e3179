// The main function of every pipeline's executable.
#pragma once

#include "sage/flow/program.hpp"

namespace sage {

// Reads the command line, runs the program's flows, answers its callers, and returns the exit code:
//
//   0 end or drained · 2 wrong flags · 5 a record failed under on_error "fail" · 70 internal error · 74 I/O error ·
//   76 out of memory · 78 configuration · 130 interrupted
int run_program(int argc, char** argv, const Program& program);

}  // namespace sage
