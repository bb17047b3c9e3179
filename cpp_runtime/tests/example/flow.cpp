// The example pipeline with flows; see pipelines.hpp.
#include "pipelines.hpp"

namespace {
constexpr sage::Program kProgram = example::Example<true, false>::program();
}

int main(int argc, char** argv) { return sage::run_program(argc, argv, kProgram); }
