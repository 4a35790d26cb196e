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
LIBDIR ?= /usr/lib/$(or $(MULTI),$(ARCH)-linux-gnu)

# ---- how to compile ---------------------------------------------------------------------

# V=1 shows whole commands.
Q = $(if $(V),,@)
say = $(if $(V),,@printf '  %-5s %s\n' $(1) $(2))

WARN = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wmissing-prototypes -Wvla -Werror
SANITIZE_plain =
SANITIZE_asan = -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
SANITIZE_tsan = -fsanitize=thread
SANITIZE = $(SANITIZE_$(VARIANT))
OPT = -O2 -g
FLAGS = -std=c11 -D_GNU_SOURCE $(OPT) $(WARN) $(SANITIZE) -pthread -fPIC $(CFLAGS)
CORE_FLAGS = $(FLAGS) -fvisibility=hidden -Icore
LUA_FLAGS  = $(FLAGS) -Icore -Ilua -isystem /usr/include/lua5.4
TEST_FLAGS = $(FLAGS) -Icore

ifeq ($(ARCH),x86_64)
KERNEL_scan_avx512 = -mavx512f -mavx512bw -mavx512vl -mavx512vbmi -mavx512vbmi2 \
  -mpclmul -mvpclmulqdq -mbmi -mbmi2 -mlzcnt -mpopcnt
KERNEL_scan_avx2 = -mavx2 -mpclmul -mbmi -mbmi2 -mlzcnt -mpopcnt
endif

# ---- what there is ----------------------------------------------------------------------

CORE_C   := $(wildcard core/*/*.c)
BIND_C   := $(wildcard lua/bind/*.c)
MAIN_C   := $(wildcard lua/*.c)
MODULES  := $(sort $(shell find lua/cx -name '*.lua' 2>/dev/null) $(wildcard scripts/*.lua))
TEST_C   := $(wildcard tests/core/*/test_*.c)
FUZZ_C   := $(wildcard tests/fuzz/fuzz_*.c)

CORE_O   := $(CORE_C:%.c=$B/%.o)
BIND_O   := $(BIND_C:%.c=$B/%.o)
MAIN_O   := $(MAIN_C:%.c=$B/%.o)
TESTS    := $(TEST_C:%.c=$B/%)

# ---- Debian's archives, linked into the one program -------------------------------------

RE = /usr/share/lua/5.4/re.lua
ARCHIVES = $(LIBDIR)/liblua5.4-lpeg.a $(LIBDIR)/liblua5.4-cjson.a \
  $(LIBDIR)/liblua5.4-sql-sqlite3.a $(LIBDIR)/libsqlite3.a \
  $(LIBDIR)/libedit.a $(LIBDIR)/libbsd.a $(LIBDIR)/libmd.a $(LIBDIR)/libtinfo.a
COMPRESS = $(LIBDIR)/libz.a $(LIBDIR)/libzstd.a
LUALIB = -Wl,--whole-archive $(LIBDIR)/liblua5.4.a -Wl,--no-whole-archive

# ---- targets ----------------------------------------------------------------------------

.PHONY: all core module test demo bench asan tsan fuzz lint install clean help tests
.DELETE_ON_ERROR:
.SECONDARY:

all: $B/cxlua  ## the program, build/cxlua

core: $B/libcore.a

$B/cxlua: $(MAIN_O) $(BIND_O) $B/embedded.o $B/libcore.a lua/export.list
	$(call say,LINK,$@)
	$(Q)$(CC) $(SANITIZE) -pthread -o $@.new $(MAIN_O) $(BIND_O) $B/embedded.o $B/libcore.a \
	  -Wl,--dynamic-list=lua/export.list $(LUALIB) $(ARCHIVES) $(COMPRESS) $(LDFLAGS) -lm
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

$B/embedded.c: lua/embed.lua $(MODULES) $B/modules.list $(RE)
	$(call say,EMBED,$@)
	$(Q)$(LUA) lua/embed.lua $(RE) $(MODULES) >$@

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
	  -Wl,--version-script=lua/bind/module.map -lz -lzstd -lm

# ---- tests ------------------------------------------------------------------------------

WRAP = -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc

tests: $(TESTS)

$B/tests/core/%: tests/core/%.c $B/libcore.a Makefile
	@mkdir -p $(@D)
	$(call say,TEST,$@)
	$(Q)$(CC) $(TEST_FLAGS) -MMD -MP -o $@ $< $B/libcore.a $(if $(filter %_memory,$*),$(WRAP)) \
	  -lcmocka $(COMPRESS) -lm

test:  ## everything; ends with "N passed, N failed"
	@scripts/deps.sh build test
	@$(MAKE) --no-print-directory check

check: $B/cxlua module tests
	@tests/run $B

demo:  ## the airport example: a report here and under build/demo/
	@scripts/deps.sh build
	@$(MAKE) --no-print-directory all
	@mkdir -p build/demo
	@build/cxlua examples/airport/plan.lua --html build/demo/airport.html
	@echo "the same report as a page: build/demo/airport.html"

clean:  ## removes build/
	rm -rf build

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 18

-include $(CORE_O:.o=.d) $(BIND_O:.o=.d) $(MAIN_O:.o=.d) $(TESTS:=.d)
