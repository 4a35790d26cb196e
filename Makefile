# cxlua - one program that reads survey answers and reports them against a plan
#
# `make help` lists the targets; `make demo` and `make test` are all that a newcomer needs.
# A build variant (plain, asan, tsan) lives in a directory of its own, so switching is free.

VARIANT ?= plain
PREFIX  ?= /usr/local
DESTDIR ?=
SECONDS ?= 60
LUA     ?= lua5.4
ifeq ($(origin CC),default)
CC = gcc
endif

B = build$(if $(filter-out plain,$(VARIANT)),/$(VARIANT))
ARCH   := $(shell uname -m)
MULTI  := $(shell $(CC) -print-multiarch 2>/dev/null || true)
ARCHIVE_DIR ?= /usr/lib/$(or $(MULTI),$(ARCH)-linux-gnu)

# ---- how to compile ---------------------------------------------------------------------

# V=1 shows whole commands.
Q = $(if $(V),,@)
say = $(if $(V),,@printf '  %-5s %s\n' $(1) $(2))

WARN = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wmissing-prototypes -Wvla -Werror
SANITIZE_plain =
SANITIZE_asan = -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
SANITIZE_tsan = -fsanitize=thread
SANITIZE_fuzz = -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined
SANITIZE = $(SANITIZE_$(VARIANT))
OPT = -O3 -g
FLAGS = -std=c11 -D_GNU_SOURCE $(OPT) $(WARN) $(SANITIZE) -pthread -fPIC $(CFLAGS)
CORE_FLAGS = $(FLAGS) -fvisibility=hidden -Icore
LUA_FLAGS  = $(FLAGS) -Icore -Ilua -isystem /usr/include/lua5.4
TEST_FLAGS = $(FLAGS) -Icore

ifeq ($(ARCH),x86_64)
KERNEL_scan_avx512 = -mavx512f -mavx512bw -mavx512vl -mavx512dq -mavx512vbmi -mavx512vbmi2 \
  -mpclmul -mvpclmulqdq -mbmi -mbmi2 -mlzcnt -mpopcnt
KERNEL_scan_avx2 = -mavx2 -mpclmul -mbmi -mbmi2 -mlzcnt -mpopcnt
KERNEL_moment_avx512 = -mavx512f -mavx512vl -mavx512dq -mavx512bw -mavx512vnni -mbmi -mpopcnt -mprefer-vector-width=512 -ffp-contract=fast
KERNEL_moment_avx2 = -mavx2 -mfma -mbmi -mpopcnt -ffp-contract=fast
endif

# ---- what there is ----------------------------------------------------------------------

CORE_C   := $(wildcard core/*/*.c)
BIND_C   := $(wildcard lua/bind/*.c)
MAIN_C   := $(wildcard lua/*.c)
MODULES  := $(sort $(shell find lua/cx scripts -name '*.lua' 2>/dev/null))
TEST_C   := $(wildcard tests/core/*/test_*.c)
FUZZ_C   := $(wildcard tests/fuzz/fuzz_*.c)
ALL_C     = $(CORE_C) $(BIND_C) $(MAIN_C) $(TEST_C) $(FUZZ_C)

CORE_O   := $(CORE_C:%.c=$B/%.o)
BIND_O   := $(BIND_C:%.c=$B/%.o)
MAIN_O   := $(MAIN_C:%.c=$B/%.o)
TESTS    := $(TEST_C:%.c=$B/%)
TOOLS    := $(patsubst %.c,$B/%,$(wildcard tests/tool/*.c))
FUZZERS  := $(FUZZ_C:%.c=$B/%)

# ---- Debian's archives, linked into the one program -------------------------------------

LUA_FILES = /usr/share/lua/5.4/re.lua /usr/share/lua/5.4/argparse.lua
ARCHIVES = $(ARCHIVE_DIR)/liblua5.4-lpeg.a $(ARCHIVE_DIR)/liblua5.4-cjson.a \
  $(ARCHIVE_DIR)/liblua5.4-sql-sqlite3.a $(ARCHIVE_DIR)/libsqlite3.a \
  $(ARCHIVE_DIR)/libedit.a $(ARCHIVE_DIR)/libbsd.a $(DIGEST) $(ARCHIVE_DIR)/libtinfo.a
COMPRESS = $(ARCHIVE_DIR)/libz.a $(ARCHIVE_DIR)/libzstd.a
DIGEST = $(ARCHIVE_DIR)/libmd.a
LUALIB = -Wl,--whole-archive $(ARCHIVE_DIR)/liblua5.4.a -Wl,--no-whole-archive

# ---- targets ----------------------------------------------------------------------------

.PHONY: all core module test kill demo bench verify-r asan tsan fuzz lint install clean help tests
.DELETE_ON_ERROR:
.SECONDARY:

all: $B/cxlua  ## the program, build/cxlua

core: $B/libcore.a

$B/cxlua: $(MAIN_O) $(BIND_O) $B/embedded.o $B/libcore.a lua/export.list
	$(call say,LINK,$@)
	$(Q)$(CC) $(SANITIZE) -pthread -o $@.new $(MAIN_O) $(BIND_O) $B/embedded.o $B/libcore.a \
	  -Wl,--dynamic-list=lua/export.list -Wl,--exclude-libs,libbsd.a $(LUALIB) $(ARCHIVES) $(COMPRESS) $(LDFLAGS) -lm
	$(Q)mv $@.new $@

$B/libcore.a: $(CORE_O)
	$(call say,AR,$@)
	$(Q)rm -f $@.new && $(AR) rcs $@.new $(CORE_O) && mv $@.new $@

$B/core/%.o: core/%.c Makefile
	@mkdir -p $(@D)
	$(call say,CC,$@)
	$(Q)$(CC) $(CORE_FLAGS) $(KERNEL_$(notdir $*)) -MMD -MP -c -o $@ $<

$B/lua/%.o: lua/%.c Makefile
	@mkdir -p $(@D)
	$(call say,CC,$@)
	$(Q)$(CC) $(LUA_FLAGS) -MMD -MP -c -o $@ $<

# The list of modules is a file of its own, so that a removed module rebuilds the table too.
$B/modules.list: FORCE
	@mkdir -p $(@D)
	@echo $(MODULES) | cmp -s - $@ || echo $(MODULES) >$@

$B/embedded.c: lua/embed.lua $(MODULES) $B/modules.list $(LUA_FILES)
	$(call say,EMBED,$@)
	$(Q)$(LUA) lua/embed.lua $(LUA_FILES) $(MODULES) >$@

$B/embedded.o: $B/embedded.c lua/embedded.h
	$(call say,CC,$@)
	$(Q)$(CC) $(LUA_FLAGS) -c -o $@ $<

FORCE:

# ---- the C module, for a plain lua5.4 ---------------------------------------------------

module: $B/cx/core.so

$B/cx/core.so: $(BIND_O) $B/libcore.a lua/bind/module.map
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(CC) $(SANITIZE) -shared -pthread -o $@ $(BIND_O) $B/libcore.a $(LDFLAGS) \
	  -Wl,--version-script=lua/bind/module.map -lz -lzstd -lmd -lm

# ---- tests ------------------------------------------------------------------------------

WRAP = -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc

tests: $(TESTS) $(TOOLS)

$B/tests/tool/%: tests/tool/%.c $B/libcore.a Makefile
	@mkdir -p $(@D)
	$(call say,TOOL,$@)
	$(Q)$(CC) $(TEST_FLAGS) -MMD -MP -o $@ $< $B/libcore.a $(COMPRESS) $(DIGEST) -lm

$B/tests/core/%: tests/core/%.c $B/libcore.a Makefile
	@mkdir -p $(@D)
	$(call say,TEST,$@)
	$(Q)$(CC) $(TEST_FLAGS) -MMD -MP -o $@ $< $B/libcore.a $(if $(filter %_memory,$*),$(WRAP)) \
	  -lcmocka $(COMPRESS) $(DIGEST) -lm

$B/tests/fuzz/%: tests/fuzz/%.c $B/libcore.a Makefile
	@mkdir -p $(@D)
	$(call say,FUZZ,$@)
	$(Q)$(CC) $(TEST_FLAGS) -fsanitize=fuzzer -MMD -MP -o $@ $< $B/libcore.a $(COMPRESS) $(DIGEST) -lm

fuzzers: $(FUZZERS)

# Building goes through a make of its own, after deps.sh has brought what it needs; the
# tests run outside it, so that their count is the last line.
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
AGAIN = @$(MAKE) --no-print-directory -j$(JOBS)
CHECKED = all module tests $(if $(FUZZ_C),$(if $(filter plain,$1),quick_fuzzers))
check = $(AGAIN) VARIANT=$1 $(CHECKED) || { echo "0 passed, 1 failed"; exit 1; }

test:  ## everything; the last line is "N passed, N failed"
	@scripts/deps.sh test
	$(call check,plain)
	@tests/run build

asan:  ## the same tests, watched for memory errors and undefined behaviour
	@scripts/deps.sh test
	$(call check,asan)
	@tests/run build/asan

tsan:  ## the same tests, watched for data races
	@scripts/deps.sh test
	$(call check,tsan)
	@tests/run build/tsan

check: all module tests  ## the tests alone: nothing is installed, nothing fuzzed
	@tests/run $B

.PHONY: check fuzzers quick_fuzzers
quick_fuzzers:
	@if command -v clang >/dev/null; then $(MAKE) --no-print-directory VARIANT=fuzz CC=clang fuzzers; fi

kill:  ## kills runs that write to a ledger at random moments, on both databases; KILLS=300 SEED=1
	@scripts/deps.sh test
	$(AGAIN) all
	@CXLUA=build/cxlua LEDGER_KILLS=$(or $(KILLS),300) $(if $(SEED),LEDGER_SEED=$(SEED)) \
	  build/cxlua tests/busted.lua -o TAP --helper=tests/helper.lua tests/lua/cx/ledger/kill_spec.lua

demo:  ## the airport example: its report here, and as a page under build/demo/
	@scripts/deps.sh build
	$(AGAIN) all
	@mkdir -p build/demo
	@build/cxlua examples/airport/plan.lua --html build/demo/airport.html
	@echo "the same report as a page: $(CURDIR)/build/demo/airport.html"

verify-r:  ## R live, on random samples, against the program; SEED=1 SAMPLES=60
	@scripts/deps.sh r
	$(AGAIN) all
	@build/cxlua tests/r/verify.lua $(if $(SEED),SEED=$(SEED)) $(if $(SAMPLES),SAMPLES=$(SAMPLES))

bench:  ## times the program beside its peers
	@scripts/deps.sh bench
	$(AGAIN) all
	@build/cxlua tests/bench/run.lua $(BENCH)

fuzz:  ## every fuzz target, SECONDS=60 each
	@scripts/deps.sh test
	$(AGAIN) VARIANT=fuzz CC=clang fuzzers
	@for target in $(FUZZ_C:%.c=%); do tests/fuzz/run $$target $(SECONDS) || exit 1; done

lint:  ## luacheck, clang-tidy, and clean builds by gcc and clang
	@scripts/deps.sh test
	luacheck --no-color -q lua scripts tests examples
	$(AGAIN) VARIANT=gcc CC=gcc all tests
	$(AGAIN) VARIANT=clang CC=clang all tests
	$(AGAIN) $(ALL_C:%=tidy/%)

tidy/%: %
	$(call say,TIDY,$<)
	$(Q)clang-tidy --quiet $< -- $(LUA_FLAGS) -Itests $(KERNEL_$(basename $(notdir $*))) 2>/dev/null

# ---- installing -------------------------------------------------------------------------

BINDIR  ?= $(PREFIX)/bin
LUADIR  ?= $(PREFIX)/share/lua/5.4
CLIBDIR ?= $(PREFIX)/lib/lua/5.4

install: all module  ## the program, and the library for a plain lua5.4; PREFIX=/usr/local
	install -D -m 755 $B/cxlua $(DESTDIR)$(BINDIR)/cxlua
	install -D -m 755 $B/cx/core.so $(DESTDIR)$(CLIBDIR)/cx/core.so
	@for file in $(filter lua/cx/%,$(MODULES)); do \
	  install -D -m 644 $$file $(DESTDIR)$(LUADIR)/$${file#lua/} || exit 1; done
	@for file in $(filter scripts/%,$(MODULES)); do \
	  install -D -m 644 $$file $(DESTDIR)$(LUADIR)/cx/command/$${file#scripts/} || exit 1; done

clean:  ## removes build/
	rm -rf build

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 16

-include $(CORE_O:.o=.d) $(BIND_O:.o=.d) $(MAIN_O:.o=.d) $(TESTS:=.d) $(FUZZERS:=.d)
