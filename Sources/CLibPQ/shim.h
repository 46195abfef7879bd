/* libpq as the Postgres module sees it. pkg-config finds the folder of the header. */
#include <libpq-fe.h>
