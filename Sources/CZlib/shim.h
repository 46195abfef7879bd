/* zlib as the Gzip module sees it. pkg-config finds the folder of the header. */
#include <zlib.h>
