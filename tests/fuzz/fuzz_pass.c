/* fuzz_pass.c - any bytes, counted: no crash, and the same with every kernel, block and thread
**
** The first bytes choose dialect and blocks; the rest is the file. All runs must agree, in status and receipt
** and to the last bit of the tallies.
*/
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../core/count/job.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static cx_dialect choose(uint8_t how, uint8_t more) {
  cx_dialect d = {.encoding = how & 1 ? CX_WINDOWS_1252 : CX_UTF8, .delimiter = how & 2 ? ';' : ',',
                  .quote = '"', .newline = how & 4 ? '\r' : '\n', .decimal = how & 8 ? ',' : '.'};
  if (how & 16) d.escape = '\\';
  if (how & 32) d.skip_space = true;
  if (how & 64) d.quote = more & 128 ? 0 : '\'';
  d.crlf = (how & 128) && d.newline == '\n';
  if (more & 1) d.day_order = more & 2 ? 'd' : 'm';
  if (more & 4) d.assumed = CX_KNOWN_ENCODING | CX_KNOWN_DECIMAL | CX_KNOWN_DAY_ORDER;
  return d;
}

/* Runs with another kernel, block and number of threads; must agree with the first run. */
static void run_again(job *j, const outcome *first) {
  static const char *const kernels[] = {"avx512", "avx2", "portable"};
  static const size_t blocks[] = {64, 128, 320, 4096};
  for (size_t k = 0; k < N_OF(kernels); k++)
    for (size_t b = k; b < N_OF(blocks); b += 2) {
      outcome again = {0};
      j->spec.kernel = kernels[k];
      j->spec.block_size = blocks[b];
      j->spec.threads = k == 2 && b == 2 ? 3 : 1;
      if (cx_scan_kernel(kernels[k]) == NULL) continue;
      job_run(j, &again);
      if (again.status != first->status) abort();
      if (first->status == CX_OK &&
          (again.read != first->read || again.used != first->used ||
           memcmp(&again.problems, &first->problems, sizeof again.problems) != 0 ||
           !ledger_equal(&again.tally, &first->tally) || !ledger_equal(&again.odd, &first->odd)))
        abort();
      outcome_free(&again);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static char text[(1 << 16) + 64];
  if (size < 3 || size > 1 << 16) return 0;
  job j;
  job_open(&j, choose(data[0], data[1]));
  size_t n = strlen(JOB_HEADER);
  memcpy(text, JOB_HEADER, n);
  text[n++] = j.dialect.newline;
  memcpy(text + n, data + 3, size - 3);
  job_set_text(&j, text, n + size - 3);
  j.spec.weight = data[2] & 1 ? JOB_WEIGHT : -1;
  if (data[2] & 2) j.spec.only = NULL;
  if (data[2] & 4) j.spec.record_limit = 64 + data[2];
  outcome first = {0};
  job_run(&j, &first);
  /* Which of two troubles comes first may differ with several threads, so only good files go on. */
  if (first.status == CX_OK) run_again(&j, &first);
  outcome_free(&first);
  job_close(&j);
  return 0;
}
