#include <rocksdb/c.h>

// What takes arrays of pointers, which are easier to make in C.

// Opens or makes a database with the column families "default" and "tags".
static inline rocksdb_t *crocksdb_open(
    const char *path, const char *options, rocksdb_column_family_handle_t **families, char **error) {
  rocksdb_options_t *base = rocksdb_options_create();
  rocksdb_options_t *made = rocksdb_options_create();
  rocksdb_t *database = 0;
  rocksdb_get_options_from_string(base, options, made, error);
  if (!*error) {
    const char *names[] = {"default", "tags"};
    const rocksdb_options_t *each[] = {made, made};
    database = rocksdb_open_column_families(made, path, 2, names, each, families, error);
  }
  rocksdb_options_destroy(base);
  rocksdb_options_destroy(made);
  return database;
}

// Gets the values of ascending keys of 8 bytes that lie one behind the other; at most 1000.
static inline void crocksdb_get(
    rocksdb_t *database, const rocksdb_readoptions_t *options, rocksdb_column_family_handle_t *family,
    const void *keys, int count, rocksdb_pinnableslice_t **values, char **errors) {
  const char *starts[1000];
  size_t sizes[1000];
  for (int i = 0; i < count; i++) {
    starts[i] = (const char *)keys + 8 * i;
    sizes[i] = 8;
  }
  rocksdb_batched_multi_get_cf(database, options, family, count, starts, sizes, values, errors, 1);
}
