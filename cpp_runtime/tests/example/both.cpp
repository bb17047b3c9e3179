// The example pipeline with flows and requests; see pipelines.hpp.
#include "pipelines.hpp"

namespace {
constexpr sage::Program kProgram = example::Example<true, true>::program();
}

int main(int argc, char** argv) { return sage::run_program(argc, argv, kProgram); }
