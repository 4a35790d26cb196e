/* input.c - see input.h */
#include "bind/input.h"

#include <stdlib.h>
#include <string.h>

#include "bind/box.h"
#include "bind/interrupt.h"
#include "bind/option.h"
#include "bind/wall.h"

static void discard(void *resource) {
  cx_input *input = resource;
  cx_source_close(input->source);
  cx_header_free(&input->header);
  free(input);
}

void cx_input_type(lua_State *L) {
  static const luaL_Reg none[] = {{NULL, NULL}};
  cx_box_type(L, CX_INPUT_TYPE, none);
  lua_pop(L, 1);
}

cx_input *cx_input_new(lua_State *L, int options) {
  bool literal = cx_option_has(L, options, "text");
  cx_text text = cx_option_text(L, options, literal ? "text" : "file");
  cx_text name = literal ? cx_option_text(L, options, "name") : text;
  if (!literal && !text.at) luaL_error(L, "file or text is wanted");
  cx_box *box = cx_box_new(L, CX_INPUT_TYPE, discard);
  lua_createtable(L, 2, 0); /* keeps both strings alive */
  lua_getfield(L, options, literal ? "text" : "file");
  lua_rawseti(L, -2, 1);
  lua_getfield(L, options, "name");
  lua_rawseti(L, -2, 2);
  lua_setiuservalue(L, -2, 1);
  cx_input *input = calloc(1, sizeof *input);
  if (!input) luaL_error(L, "not enough memory");
  box->resource = input;
  if (literal) input->text = text;
  input->path = name.at ? name.at : "text";
  return input;
}

cx_input *cx_input_at(lua_State *L, int index) {
  return cx_box_open(L, index, CX_INPUT_TYPE, "input");
}

cx_status cx_input_open(cx_input *input, cx_error *error) {
  if (input->source) return CX_OK;
  if (input->text.at) return cx_source_open_text(&input->source, input->text, input->path, error);
  const char *refusal = strcmp(input->path, "-") == 0 ? NULL : cx_wall_refusal(input->path, false);
  if (refusal) return cx_error_set(error, CX_NOT_READABLE, input->path, "%s", refusal);
  return cx_source_open_until(&input->source, input->path, cx_interrupt_pending, error);
}

void cx_input_shut(cx_input *input) {
  cx_source_close(input->source);
  input->source = NULL;
}

void cx_input_rest(cx_input *input) {
  if (input->source && cx_source_can_restart(input->source)) cx_input_shut(input);
}
