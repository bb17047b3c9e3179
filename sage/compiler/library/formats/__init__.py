"""How rows look in files, for the reference: twins of the C++ sources and sinks in `sage/io/`; docs/formats.md."""
