// SHA-256 of OpenSSL's libcrypto.
#pragma once
#include <openssl/sha.h>
