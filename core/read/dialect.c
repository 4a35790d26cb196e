/* dialect.c - see dialect.h for the rules; the steps are those of dialect_guess.h */
#include "read/dialect.h"

#include <strings.h>

#include "read/dialect_guess.h"
#include "read/encoding.h"

#define HEAD_MOST ((size_t)16 << 20) /* looked at when the header does not fit the first megabyte */
#define CONTROLS ((size_t)64 << 10)  /* looked at for control characters */
#define MANY_CR ((size_t)10)         /* CRs to an LF */
#define RECORDS 6u                   /* wanted behind the rows that are skipped or named */


/* What the first bytes of files that are often taken for CSV say they are. */
static const char *known_binary(cx_text text) {
  static const struct {
    const char *bytes;
    size_t n;
    const char *what;
  } kinds[] = {
      {"PK\3\4", 4, "a zip or Excel file"},  {"\xD0\xCF\x11\xE0", 4, "an old Excel file"},
      {"$FL2", 4, "an SPSS file"},           {"$FL3", 4, "an SPSS file"},
      {"%PDF", 4, "a PDF file"},             {"\x89PNG", 4, "a picture"},
      {"SQLite format 3", 15, "a database"}, {"BZh", 3, "a bzip2 file"},
      {"\xFD" "7zXZ", 5, "an xz file"},
  };
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    if (text.length >= kinds[i].n && memcmp(text.at, kinds[i].bytes, kinds[i].n) == 0)
      return kinds[i].what;
  }
  return NULL;
}


/* A few NULs and control characters are imperfect data; more than two in a hundred no text. */
static bool has_controls(cx_text text) {
  size_t n = 0;
  if (text.length > CONTROLS) text.length = CONTROLS;
  for (size_t i = 0; i < text.length; i++) {
    unsigned char c = (unsigned char)text.at[i];
    n += c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v';
  }
  return n > 4 + text.length / 50;
}


static cx_status refuse_binary(const cx_dialect_head *head, cx_error *error) {
  const char *what = known_binary(head->text);
  if (what != NULL)
    return cx_error_set(error, CX_NOT_CSV, head->name, "it is %s; export it as CSV", what);
  if (!has_controls(head->text)) return CX_OK;
  return cx_error_set(error, CX_NOT_CSV, head->name, "it looks binary; a text file would be right");
}


static cx_status find_encoding(cx_dialect *dialect, unsigned known, const cx_source *source,
                               const cx_dialect_head *head, cx_error *error) {
  cx_encoding stored = cx_source_encoding(source);
  bool is_wide = stored == CX_UTF16_LE || stored == CX_UTF16_BE;
  if ((known & CX_KNOWN_ENCODING) != 0) {
    bool says_wide = dialect->encoding == CX_UTF16_LE || dialect->encoding == CX_UTF16_BE;
    if (says_wide ? dialect->encoding == stored : !is_wide) return CX_OK;
    return cx_error_set(error, CX_NOT_CSV, head->name, "its bytes are %s UTF-16; mend encoding",
                        is_wide ? "another kind of" : "not");
  }
  bool valid;
  size_t good = cx_encoding_utf8_prefix(head->text, &valid);
  bool cut = good < head->text.length && head->whole;
  dialect->encoding = stored;
  if (is_wide || cx_source_had_mark(source)) return CX_OK;
  if (!valid || cut) {
    dialect->encoding = CX_WINDOWS_1252;
  } else if (cx_encoding_is_ascii(head->text)) {
    dialect->assumed |= CX_KNOWN_ENCODING;
  }
  return CX_OK;
}


/* Letters, digits, quotes and what stands in numbers cannot be hinted at. */
static bool is_delimiter(char c) {
  return c != 0 && strchr(",;\t| :!#$%&*/<=>?@^~", c) != NULL;
}


/* The length of a first line "sep=;" with its newline, 0 when there is none. */
static size_t hint(cx_text text, char *delimiter) {
  size_t i = text.length > 0 && text.at[0] == '"' ? 1 : 0, quoted = i;
  if (text.length < i + 6 || strncasecmp(text.at + i, "sep=", 4) != 0) return 0;
  *delimiter = text.at[i + 4];
  i += 5;
  if (quoted > 0 && text.at[i] == '"') i++;
  size_t end = i;
  if (end < text.length && text.at[end] == '\r') end++;
  if (end < text.length && text.at[end] == '\n') end++;
  return end > i && is_delimiter(*delimiter) ? end : 0;
}


static bool is_edge(cx_text text, size_t i) {
  return i >= text.length || (text.at[i] != 0 && strchr(",;\t|\r\n ", text.at[i]) != NULL);
}


typedef struct newlines {
  size_t lf, crlf, cr;
} newlines;

static void count_newline(newlines *n, cx_text text, size_t i) {
  if (text.at[i] == '\n') {
    n->lf++;
    n->crlf += i > 0 && text.at[i - 1] == '\r';
  } else if (text.at[i] == '\r' && i + 1 < text.length && text.at[i + 1] != '\n') {
    n->cr++;
  }
}


/* After the quote at i, whatever the delimiter is: whether a cell is open; skips the second of two. */
static bool pass_quote(cx_text text, size_t *i, bool inside) {
  bool doubled = inside && *i + 1 < text.length && text.at[*i + 1] == text.at[*i];
  if (doubled) {
    ++*i;
    return true;
  }
  return inside ? !is_edge(text, *i + 1) : *i == 0 || is_edge(text, *i - 1);
}


/* Newlines outside quotes; with quote 0, all. */
static newlines count_newlines(cx_text text, char quote) {
  newlines n = {0, 0, 0};
  bool inside = false;
  for (size_t i = 0; i < text.length; i++) {
    char c = text.at[i];
    if (c == quote && quote != 0) {
      inside = pass_quote(text, &i, inside);
    } else if (!inside && (c == '\n' || c == '\r')) {
      count_newline(&n, text, i);
    }
  }
  return n;
}


/* True when nine in ten records that end in CR are as wide as the one before, by a delimiter they have. */
static bool has_even_records(cx_text text, char quote) {
  static const char delimiters[] = ",;\t|";
  size_t width[4] = {0}, last[4] = {0}, same[4] = {0}, n = 0;
  bool inside = false;
  for (size_t i = 0; i < text.length; i++) {
    char c = text.at[i];
    const char *found = c != 0 && !inside ? strchr(delimiters, c) : NULL;
    if (c == quote && quote != 0) inside = pass_quote(text, &i, inside);
    if (found != NULL) width[found - delimiters]++;
    if (c != '\r' || inside) continue;
    n++;
    for (size_t k = 0; k < 4; k++) {
      same[k] += width[k] > 0 && width[k] == last[k];
      last[k] = width[k];
      width[k] = 0;
    }
  }
  for (size_t k = 0; k < 4; k++)
    if (n > 1 && same[k] * 10 >= (n - 1) * 9) return true;
  return false;
}


/* LF, unless it is not there at all, or so rare among CRs that it stands in cells (dialect.h, 6). */
static char choose_newline(newlines n, cx_text text, char quote) {
  if (n.cr == 0) return '\n';
  if (n.lf == 0) return '\r';
  return n.cr >= MANY_CR * n.lf && has_even_records(text, quote) ? '\r' : '\n';
}


static void find_newline(cx_dialect *dialect, unsigned known, cx_text text) {
  char quote = '"';
  if ((known & CX_KNOWN_QUOTE) != 0) quote = dialect->quote;
  bool has_cr = text.length > 0 && memchr(text.at, '\r', text.length) != NULL;
  newlines n = has_cr ? count_newlines(text, quote) : (newlines){1, 0, 0};
  if (n.lf == 0 && n.cr == 0 && n.crlf == 0) n = count_newlines(text, 0);
  if ((known & CX_KNOWN_NEWLINE) == 0) dialect->newline = choose_newline(n, text, quote);
  dialect->crlf = dialect->newline == '\n' && n.crlf > 0;
}


/* All guesses on one head; *layout says how many records there were to make them on. */
static cx_status guess(cx_dialect *dialect, unsigned known, const cx_source *source,
                       const cx_dialect_head *head, cx_dialect_layout *layout, cx_error *error) {
  dialect->assumed = 0;
  cx_status status = refuse_binary(head, error);
  if (status == CX_OK) status = find_encoding(dialect, known, source, head, error);
  if (status != CX_OK) return status;
  char hinted = 0;
  size_t hint_length = hint(head->text, &hinted);
  if (hint_length > 0 && (known & CX_KNOWN_DELIMITER) == 0) {
    dialect->delimiter = hinted;
    known |= CX_KNOWN_DELIMITER;
  }
  cx_dialect_head body = *head; /* what the hint stands before */
  body.text.at += hint_length;
  body.text.length -= hint_length;
  find_newline(dialect, known, body.text);
  status = cx_dialect_score_choose(dialect, known, &body, error);
  if (status == CX_OK)
    status = cx_dialect_layout_find(dialect, known, hint_length > 0, head, layout, error);
  return status;
}


cx_status cx_dialect_guess(cx_dialect *dialect, unsigned known, cx_header *header,
                           cx_source *source, cx_error *error) {
  cx_dialect_layout layout = {0};
  cx_dialect_head head = {.name = cx_source_name(source)};
  size_t want = CX_SOURCE_HEAD, need = RECORDS;
  if ((known & CX_KNOWN_SKIP_ROWS) != 0) need += dialect->skip_rows;
  if ((known & CX_KNOWN_HEADER_ROWS) != 0) need += dialect->header_rows;
  cx_dialect tried = *dialect;
  for (;; want *= 2) {
    cx_status status = cx_source_peek(source, want, &head.text, &head.whole, error);
    if (status != CX_OK) return status;
    tried = *dialect;
    status = guess(&tried, known, source, &head, &layout, error);
    if (status != CX_OK) return status;
    if (layout.n_records >= need || head.whole || want >= HEAD_MOST) break;
  }
  if (layout.n_records == 0 && head.text.length > 0)
    return cx_error_set(error, CX_TOO_LONG, head.name,
                        "its first record does not end in %zu megabytes; a text file with rows "
                        "would be right", want >> 20);
  cx_status status = cx_dialect_marks_find(&tried, known, &head, error);
  if (status == CX_OK) status = cx_header_read(header, &tried, &layout, &head, error);
  if (status == CX_OK) *dialect = tried;
  return status;
}
