# Finds libzmq for run time; no headers are needed (service/zmq_abi.hpp declares what is used).
#
#   SAGE_PYZMQ_LIB_DIR    in: the folder of the pyzmq wheel's libraries, used where the system has none
#   ZeroMQ_LIBRARY        out: the library's path, in the cache
#   ZeroMQ_FOUND          out
#
# A pipeline opens the library only when it becomes a service, so a missing one is a warning here, not an error.

set(SAGE_PYZMQ_LIB_DIR "" CACHE PATH "Folder of the libraries inside the pyzmq wheel")

find_library(ZeroMQ_LIBRARY NAMES libzmq.so.5 zmq)
if(NOT ZeroMQ_LIBRARY AND SAGE_PYZMQ_LIB_DIR)
  file(GLOB candidates "${SAGE_PYZMQ_LIB_DIR}/libzmq*.so*")
  if(candidates)
    list(GET candidates 0 candidate)
    set(ZeroMQ_LIBRARY "${candidate}" CACHE FILEPATH "libzmq" FORCE)
  endif()
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(ZeroMQ REQUIRED_VARS ZeroMQ_LIBRARY)
mark_as_advanced(ZeroMQ_LIBRARY)
