/* error.c - see error.h */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

cx_status cx_error_set(cx_error *error, cx_status status, const char *place,
                       const char *format, ...) {
  if (error == NULL || error->status != CX_OK) return status;
  va_list arguments;
  va_start(arguments, format);
  error->status = status;
  snprintf(error->place, sizeof error->place, "%s", place ? place : "");
  vsnprintf(error->message, sizeof error->message, format, arguments);
  va_end(arguments);
  return status;
}

cx_status cx_error_memory(cx_error *error, const char *place) {
  return cx_error_set(error, CX_NO_MEMORY, place, "not enough memory");
}

const char *cx_error_code(cx_status status) {
  static const char *const codes[] = {
      [CX_OK] = "ok",
      [CX_NO_MEMORY] = "no_memory",
      [CX_NO_FILE] = "no_file",
      [CX_NOT_READABLE] = "not_readable",
      [CX_NOT_CSV] = "not_csv",
      [CX_TRUNCATED] = "truncated",
      [CX_TOO_LONG] = "too_long",
      [CX_TOO_MANY] = "too_many",
      [CX_NO_COLUMN] = "no_column",
      [CX_OTHER_COLUMNS] = "other_columns",
      [CX_OVERTURNED] = "overturned",
      [CX_TOO_LARGE] = "too_large",
      [CX_NOT_WRITABLE] = "not_writable",
      [CX_INTERRUPTED] = "interrupted",
      [CX_CALLBACK] = "callback",
  };
  return codes[status];
}
