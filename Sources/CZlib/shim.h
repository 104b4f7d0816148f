// Inflation and CRC-32 of zlib; the initialiser is a macro, which Swift does not see.
#pragma once
#include <zlib.h>

/// Raw deflate data, as zip archives hold them: no zlib header, no checksum.
static inline int slt_inflate_init_raw(z_stream *stream) { return inflateInit2(stream, -15); }
