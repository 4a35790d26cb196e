/* test_source.c - the rules of source.h, with files, pipes, packed and wide bytes */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "packed.h"
#include "read/source.h"

#define TEXT(literal) ((cx_text){literal, sizeof(literal) - 1})

static const char LINES[] = "name,score\nAnna,9\nÄiti,10\n\"a\nb\",7\n";
static cx_text lines(void) { return TEXT(LINES); }

/* All of a source, read in pieces of `piece` bytes; the caller frees it. */
static cx_text drain(cx_source *source, size_t piece) {
  size_t room = 1 << 16, n = 0, got = piece;
  char *all = malloc(room);
  cx_error error = {0};
  assert_non_null(all);
  while (got == piece) {
    if (room - n < piece) all = realloc(all, room *= 2);
    assert_non_null(all);
    assert_int_equal(cx_source_read(source, all + n, piece, &got, &error), CX_OK);
    n += got;
  }
  return (cx_text){all, n};
}

static void assert_holds(cx_source *source, size_t piece, cx_text expected) {
  cx_text all = drain(source, piece);
  assert_int_equal(all.length, expected.length);
  if (all.length > 0) assert_memory_equal(all.at, expected.at, all.length);
  free((void *)(uintptr_t)all.at);
}

static cx_source *open_text(cx_text text) {
  cx_source *source = NULL;
  cx_error error = {0};
  assert_int_equal(cx_source_open_text(&source, text, "text", &error), CX_OK);
  return source;
}

static cx_source *open_file(char *path, cx_text bytes) {
  cx_source *source = NULL;
  cx_error error = {0};
  write_file(path, bytes);
  assert_int_equal(cx_source_open(&source, path, &error), CX_OK);
  unlink(path);
  return source;
}

/* A source whose bytes come through a pipe, `piece` at a time. */
typedef struct piped {
  cx_source *source;
  pid_t child;
  char path[32];
  int fd;
} piped;

static piped open_pipe(cx_text bytes, size_t piece) {
  piped p = {0};
  int ends[2];
  assert_int_equal(pipe(ends), 0);
  p.child = fork();
  assert_true(p.child >= 0);
  if (p.child == 0) {
    close(ends[0]);
    for (size_t i = 0; i < bytes.length; i += piece) {
      size_t n = bytes.length - i < piece ? bytes.length - i : piece;
      if (write(ends[1], bytes.at + i, n) != (ssize_t)n) break;
    }
    _exit(0);
  }
  close(ends[1]);
  p.fd = ends[0];
  snprintf(p.path, sizeof p.path, "/dev/fd/%d", p.fd);
  cx_error error = {0};
  assert_int_equal(cx_source_open(&p.source, p.path, &error), CX_OK);
  return p;
}

static void close_pipe(piped *p) {
  cx_source_close(p->source);
  close(p->fd);
  waitpid(p->child, NULL, 0);
}

static cx_status trouble_of(const char *path, cx_error *error) {
  cx_source *source = (cx_source *)error; /* must stay as it is */
  *error = (cx_error){0};
  cx_status status = cx_source_open(&source, path, error);
  if (status != CX_OK) assert_ptr_equal(source, error);
  if (status == CX_OK) cx_source_close(source);
  return status;
}

static void what_cannot_be_opened_is_said(void **state) {
  (void)state;
  cx_error error;
  assert_int_equal(trouble_of("/nowhere/answers.csv", &error), CX_NO_FILE);
  assert_string_equal(error.place, "/nowhere/answers.csv");
  assert_string_equal(error.message, "there is no such file");
  assert_int_equal(trouble_of("/tmp", &error), CX_NOT_READABLE);
  assert_non_null(strstr(error.message, "is a directory"));
  if (geteuid() == 0) return; /* who may read everything */
  char path[64];
  write_file(path, lines());
  chmod(path, 0);
  assert_int_equal(trouble_of(path, &error), CX_NOT_READABLE);
  assert_non_null(strstr(error.message, "permission denied"));
  unlink(path);
}

static void a_file_is_read_in_order_and_by_place(void **state) { /* (3) */
  (void)state;
  char path[64], to[64];
  cx_error error = {0};
  cx_source *source = open_file(path, lines());
  assert_string_equal(cx_source_name(source), path);
  assert_string_equal(cx_source_compression(source), "");
  assert_int_equal(cx_source_encoding(source), CX_UTF8);
  assert_true(cx_source_is_plain(source));
  assert_int_equal(cx_source_size(source), lines().length);
  size_t got = 0;
  assert_int_equal(cx_source_read_at(source, 5, to, 5, &got, &error), CX_OK);
  assert_int_equal(got, 5);
  assert_memory_equal(to, "score", 5);
  assert_int_equal(cx_source_read_at(source, lines().length - 2, to, 5, &got, &error), CX_OK);
  assert_int_equal(got, 2);
  assert_int_equal(cx_source_read_at(source, 9999, to, 5, &got, &error), CX_OK);
  assert_int_equal(got, 0);
  cx_source_close(source);
  for (size_t piece = 1; piece < 40; piece++) {
    source = open_file(path, lines());
    assert_holds(source, piece, lines());
    assert_int_equal(cx_source_consumed(source), lines().length);
    cx_source_close(source);
  }
}

static void the_head_can_be_looked_at_before_reading(void **state) { /* (2) */
  (void)state;
  size_t n = CX_SOURCE_HEAD + 5000;
  char *text = malloc(n);
  assert_non_null(text);
  for (size_t i = 0; i < n; i++) text[i] = (char)('a' + i % 23);
  static const size_t sizes[] = {0, 1, 4096, CX_SOURCE_HEAD - 1, CX_SOURCE_HEAD,
                                 CX_SOURCE_HEAD + 1, CX_SOURCE_HEAD + 5000};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    cx_text all = {text, sizes[i]}, head = {NULL, 0};
    piped p = open_pipe(all, 60001);
    bool whole = false;
    cx_error error = {0};
    assert_int_equal(cx_source_head(p.source, &head, &whole, &error), CX_OK);
    assert_int_equal(whole, sizes[i] <= CX_SOURCE_HEAD);
    assert_int_equal(head.length, whole ? sizes[i] : CX_SOURCE_HEAD);
    if (head.length > 0) assert_memory_equal(head.at, text, head.length);
    assert_int_equal(cx_source_peek(p.source, CX_SOURCE_HEAD + 2, &head, &whole, &error), CX_OK);
    assert_int_equal(whole, sizes[i] <= CX_SOURCE_HEAD + 2);
    assert_false(cx_source_is_plain(p.source));
    assert_holds(p.source, 70001, all);
    close_pipe(&p);
  }
  free(text);
}

static void a_pipe_may_come_in_any_pieces(void **state) { /* (2) */
  (void)state;
  for (size_t piece = 1; piece <= lines().length; piece++) {
    piped p = open_pipe(lines(), piece);
    assert_holds(p.source, 1 + piece % 7, lines());
    assert_false(cx_source_can_restart(p.source));
    close_pipe(&p);
  }
}

static void a_mark_is_dropped_and_places_begin_after_it(void **state) {
  (void)state;
  char path[64], to[8];
  cx_error error = {0};
  cx_text head = {NULL, 0};
  bool whole = false;
  size_t got = 0;
  cx_source *source = open_file(path, TEXT("\xEF\xBB\xBFname,score\n"));
  assert_true(cx_source_had_mark(source));
  assert_true(cx_source_is_plain(source));
  assert_int_equal(cx_source_head(source, &head, &whole, &error), CX_OK);
  assert_true(cx_text_equal(head, TEXT("name,score\n")));
  assert_int_equal(cx_source_read_at(source, 0, to, 4, &got, &error), CX_OK);
  assert_memory_equal(to, "name", 4);
  assert_holds(source, 3, TEXT("name,score\n"));
  cx_source_close(source);
  source = open_text(TEXT("\xEF\xBB\xBF"));
  assert_holds(source, 1, TEXT(""));
  cx_source_close(source);
}

static void packed_bytes_are_known_by_their_first(void **state) { /* (1) (5) */
  (void)state;
  char packed[4096], path[64], twice[200];
  cx_text text = lines();
  memcpy(twice, text.at, text.length);
  memcpy(twice + text.length, text.at, text.length);
  for (int zstd = 0; zstd < 2; zstd++) {
    size_t n = zstd ? pack_zstd(text, packed, 1000) : pack_gzip(text, packed, 1000);
    n += zstd ? pack_zstd(text, packed + n, 1000) : pack_gzip(text, packed + n, 1000);
    for (size_t piece = 1; piece < 90; piece++) {
      cx_source *source = open_file(path, (cx_text){packed, n});
      assert_string_equal(cx_source_compression(source), zstd ? "zstd" : "gzip");
      assert_false(cx_source_is_plain(source));
      assert_true(cx_source_can_restart(source));
      assert_holds(source, piece, (cx_text){twice, 2 * text.length});
      assert_int_equal(cx_source_consumed(source), n);
      cx_source_close(source);
    }
    for (size_t piece = 1; piece <= n; piece++) {
      piped p = open_pipe((cx_text){packed, n}, piece);
      assert_holds(p.source, 11, (cx_text){twice, 2 * text.length});
      close_pipe(&p);
    }
  }
}

/* Reads all of text; the status of the first trouble. */
static cx_status read_status(cx_text bytes, cx_error *error) {
  cx_source *source = NULL;
  char to[64];
  size_t got = sizeof to;
  *error = (cx_error){0};
  cx_status status = cx_source_open_text(&source, bytes, "text", error);
  while (status == CX_OK && got == sizeof to)
    status = cx_source_read(source, to, sizeof to, &got, error);
  cx_source_close(source);
  return status;
}

static void a_packed_file_cut_anywhere_is_an_error(void **state) { /* (4) */
  (void)state;
  char packed[1024];
  cx_error error;
  for (int zstd = 0; zstd < 2; zstd++) {
    size_t n = zstd ? pack_zstd(lines(), packed, 1000) : pack_gzip(lines(), packed, 1000);
    assert_int_equal(read_status((cx_text){packed, n}, &error), CX_OK);
    for (size_t cut = 4; cut < n; cut++) {
      assert_int_equal(read_status((cx_text){packed, cut}, &error), CX_TRUNCATED);
      assert_non_null(strstr(error.message, "too early"));
    }
  }
}

static void damaged_packed_bytes_are_an_error(void **state) { /* (4) */
  (void)state;
  char packed[1024];
  cx_error error;
  size_t n = pack_gzip(lines(), packed, 1000);
  packed[n - 6] ^= 1; /* the check sum */
  assert_int_equal(read_status((cx_text){packed, n}, &error), CX_TRUNCATED);
  assert_non_null(strstr(error.message, "damaged"));
  n = pack_gzip(lines(), packed, 1000);
  memset(packed + n, 'x', 4);
  assert_int_equal(read_status((cx_text){packed, n + 4}, &error), CX_TRUNCATED);
  memset(packed + n, 0, 9); /* padding is fine */
  assert_int_equal(read_status((cx_text){packed, n + 9}, &error), CX_OK);
  n = pack_zstd(lines(), packed, 1000);
  packed[5] ^= 0x55;
  packed[7] ^= 0x55;
  assert_int_equal(read_status((cx_text){packed, n}, &error), CX_TRUNCATED);
}

static size_t widen(cx_text text, bool big, bool mark, char *to) {
  size_t n = 0;
  if (mark) {
    to[n++] = big ? '\xFE' : '\xFF';
    to[n++] = big ? '\xFF' : '\xFE';
  }
  for (size_t i = 0; i < text.length; i++) {
    to[n + big] = text.at[i];
    to[n + !big] = 0;
    n += 2;
  }
  return n;
}

static void utf16_is_turned_into_utf8(void **state) { /* (1) */
  (void)state;
  char wide[256], packed[1024], path[64];
  cx_text text = TEXT("name\tscore\nAnna\t9\nBo\t10\n");
  for (int kind = 0; kind < 4; kind++) {
    bool big = kind & 1, mark = kind & 2;
    size_t n = widen(text, big, mark, wide);
    cx_source *source;
    for (size_t piece = 1; piece < 30; piece++) {
      source = open_file(path, (cx_text){wide, n});
      assert_int_equal(cx_source_encoding(source), big ? CX_UTF16_BE : CX_UTF16_LE);
      assert_int_equal(cx_source_had_mark(source), mark);
      assert_false(cx_source_is_plain(source));
      assert_holds(source, piece, text);
      cx_source_close(source);
    }
    for (size_t piece = 1; piece < n; piece++) {
      piped p = open_pipe((cx_text){wide, n}, piece);
      assert_holds(p.source, 5, text);
      close_pipe(&p);
    }
    n = pack_gzip((cx_text){wide, n}, packed, sizeof packed);
    source = open_text((cx_text){packed, n});
    assert_holds(source, 7, text);
    cx_source_close(source);
  }
}

static void half_a_unit_at_the_end_is_seen(void **state) {
  (void)state;
  cx_source *source = open_text(TEXT("\xFF\xFE" "a\0b\0c"));
  assert_holds(source, 2, TEXT("ab\xEF\xBF\xBD"));
  cx_source_close(source);
}

static void long_wide_text_is_whole(void **state) {
  (void)state;
  size_t n = 300001;
  char *text = malloc(n), *wide = malloc(2 * n + 2);
  assert_non_null(text);
  assert_non_null(wide);
  for (size_t i = 0; i < n; i++) text[i] = (char)('0' + i % 61);
  size_t length = widen((cx_text){text, n}, false, true, wide);
  cx_source *source = open_text((cx_text){wide, length});
  assert_holds(source, 65537, (cx_text){text, n});
  cx_source_close(source);
  free(text);
  free(wide);
}

static void an_empty_source_has_an_empty_head(void **state) {
  (void)state;
  char path[64];
  cx_source *sources[] = {open_text(TEXT("")), open_file(path, TEXT(""))};
  for (int i = 0; i < 2; i++) {
    cx_text head = {"x", 1};
    bool whole = false;
    cx_error error = {0};
    assert_int_equal(cx_source_head(sources[i], &head, &whole, &error), CX_OK);
    assert_int_equal(head.length, 0);
    assert_true(whole);
    assert_holds(sources[i], 5, TEXT(""));
    cx_source_close(sources[i]);
  }
  cx_source_close(NULL);
}

static void standard_input_is_a_dash(void **state) {
  (void)state;
  char path[64];
  write_file(path, TEXT("skipped\nname,score\n"));
  int kept = dup(0);
  FILE *file = freopen(path, "r", stdin);
  assert_non_null(file);
  assert_int_equal(lseek(0, 8, SEEK_SET), 8); /* someone has read the first line */
  cx_source *source = NULL;
  cx_error error = {0};
  assert_int_equal(cx_source_open(&source, "-", &error), CX_OK);
  assert_string_equal(cx_source_name(source), "standard input");
  assert_true(cx_source_is_plain(source));
  char to[4];
  size_t got = 0;
  assert_int_equal(cx_source_read_at(source, 0, to, 4, &got, &error), CX_OK);
  assert_memory_equal(to, "name", 4);
  assert_holds(source, 4, TEXT("name,score\n"));
  cx_source_close(source);
  assert_int_equal(dup2(kept, 0), 0);
  close(kept);
  unlink(path);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_cannot_be_opened_is_said),
      cmocka_unit_test(a_file_is_read_in_order_and_by_place),
      cmocka_unit_test(the_head_can_be_looked_at_before_reading),
      cmocka_unit_test(a_pipe_may_come_in_any_pieces),
      cmocka_unit_test(a_mark_is_dropped_and_places_begin_after_it),
      cmocka_unit_test(packed_bytes_are_known_by_their_first),
      cmocka_unit_test(a_packed_file_cut_anywhere_is_an_error),
      cmocka_unit_test(damaged_packed_bytes_are_an_error),
      cmocka_unit_test(utf16_is_turned_into_utf8),
      cmocka_unit_test(half_a_unit_at_the_end_is_seen),
      cmocka_unit_test(long_wide_text_is_whole),
      cmocka_unit_test(an_empty_source_has_an_empty_head),
      cmocka_unit_test(standard_input_is_a_dash),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
