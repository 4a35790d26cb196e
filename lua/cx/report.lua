-- report.lua - a result on the screen or in files, in a few words
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- In: the result of a plan. Out: text on standard output, files; nil, message, code when a file cannot be written.
--
--   report.print(result)                       page one on a terminal, everything into a pipe
--   report.save(result, "report.html")         the format by the extension: html md json csv txt
--   report.deliver(result, plan.report)        what a plan's `report = { html = "report.html", ... }` asks for
--
-- (1) A result with several languages is printed in the first; deliver writes a file for each of the others, its language
--     before the extension: report.html, report.sv.html.
-- (2) The same result gives the same bytes: no clock, no environment in a file.

local complain = require "cx.complain"

local report = {}

local renderers = { terminal = "cx.report.terminal", markdown = "cx.report.markdown", json = "cx.report.json",
                    csv = "cx.report.csv", html = "cx.report.html" }

local formats = { html = "html", htm = "html", md = "markdown", markdown = "markdown", json = "json", csv = "csv",
                  txt = "terminal", text = "terminal" }

local extensions = { "csv", "html", "json", "md", "txt" }

local wishes = { "csv", "html", "json", "locale", "markdown", "terminal" }

local DEFAULT_WIDTH, PIPE_WIDTH = 80, 110


--- The blocks of a result in a language.
---@param result table
---@param language? string|string[] the result's own unless given
---@return table document
function report.compose(result, language)
  local document = require("cx.report.compose").document(result, language, 3)
  return document
end


-- A document from a result, a document, or a list of blocks; level 2 is the caller of the function that calls this.
local function document_of(given, language, level)
  local first = type(given) == "table" and given[1]
  if first and first.kind then return given end
  local made = require("cx.report.compose").document(given, language, level + 2)
  return made
end


local function renderer(format, level)
  local name = renderers[format]
  if not name then
    complain.at(level + 1, complain.message("format of a report", format, { "csv", "html", "json", "markdown", "terminal" }))
  end
  return require(name)
end


--- Writes a result or a document in a format.
---@param given table a result, a document, or a list of blocks
---@param format "terminal"|"markdown"|"json"|"csv"|"html"
---@param write fun(text: string)
---@param options? { language: string?, width: integer?, colour: boolean?, pages: string?, locale: string? }
function report.render(given, format, write, options)
  options = options or {}
  renderer(format, 2).render(document_of(given, options.language, 2), write, options)
end


--- A result in a format as one text.
---@return string
function report.text(given, format, options)
  local parts = {}
  options = options or {}
  renderer(format, 2).render(document_of(given, options.language, 2), function(s) parts[#parts + 1] = s end, options)
  return table.concat(parts)
end


--- What standard output can show: width, colour, and page one alone on a terminal.
---@param core? table cx.core, asked for isatty(fd) and terminal_width()
---@return { width: integer, colour: boolean, pages: "first"|"all" }
function report.terminal_options(core)
  local is_terminal = core and core.isatty and core.isatty(1) or false
  local width = tonumber(os.getenv "COLUMNS")
  if not width and is_terminal and core.terminal_width then width = core.terminal_width() end
  if not width or width < 1 then width = is_terminal and DEFAULT_WIDTH or PIPE_WIDTH end
  local no_colour = os.getenv "NO_COLOR"
  local dumb = os.getenv "TERM" == "dumb"
  return { width = math.floor(width), colour = is_terminal and not dumb and (no_colour == nil or no_colour == ""),
           pages = is_terminal and "first" or "all" }
end


-- The core module, if there is one: a report can do without.
local function core_module()
  local found, core = pcall(require, "cx.core")
  return found and type(core) == "table" and core or nil
end


-- Gives fn a write to standard output; its first failure is the world's trouble.
local function to_stdout(fn)
  local trouble
  fn(function(s)
    local ok, why = io.stdout:write(s)
    if not ok and not trouble then trouble = why end
  end)
  local ok, why = io.stdout:flush()
  if ok and not trouble then return true end
  return nil, "standard output: cannot be written: " .. tostring(trouble or why), "not_writable"
end


--- Prints a result on standard output.
---@param given table a result, a document, or a list of blocks
---@param options? table over those that the terminal itself asks for
---@return true|nil, string?, string?
function report.print(given, options)
  local all = report.terminal_options(core_module())
  for key, value in pairs(options or {}) do all[key] = value end
  local document = document_of(given, all.language, 2)
  local ok, message, code = to_stdout(function(write) require("cx.report.terminal").render(document, write, all) end)
  return ok, message, code
end


-- A path that an option's folder may stand before.
local function placed(path, folder)
  if not folder or folder == "" or folder == "." or path:find "^/" or path:find "^%a:[/\\]" then return path end
  return (folder:gsub("/$", "")) .. "/" .. path
end


local function save_as(given, format, path, options, level)
  if type(path) ~= "string" or path == "" then complain.at(level + 1, "a report needs the path of its file") end
  local made = document_of(given, options.language, level + 1)
  local render = renderer(format, level + 1).render
  if path == "-" then
    local ok, message, code = to_stdout(function(write) render(made, write, options) end)
    return ok, message, code
  end
  return require("cx.report.file").write(placed(path, options.folder), function(write) render(made, write, options) end)
end


--- Saves a result in a file; the format is that of the extension.
---@param given table a result, a document, or a list of blocks
---@param path string
---@param options? { format: string?, folder: string?, language: string?, locale: string?, width: integer? }
---@return true|nil, string?, string?
function report.save(given, path, options)
  options = options or {}
  local extension = type(path) == "string" and path:match "%.(%a+)$" or nil
  local format = options.format or formats[(extension or ""):lower()]
  if not format then complain.at(2, complain.message("extension of a report", extension or path, extensions)) end
  local ok, message, code = save_as(given, format, path, options, 2)
  return ok, message, code
end


--- Prints a result on standard output, as print does.
report.terminal = report.print


for _, format in ipairs { "html", "markdown", "json", "csv" } do
  --- Saves a result as a file of this format.
  report[format] = function(given, path, options)
    local ok, message, code = save_as(given, format, path, options or {}, 2)
    return ok, message, code
  end
end


-- The path of a further language: report.html becomes report.sv.html.
local function with_language(path, code)
  local head, extension = path:match "^(.*)(%.[^./\\]+)$"
  if not head then return path .. "." .. code end
  return head .. "." .. code .. extension
end


local function languages(result)
  local language = result.language
  return type(language) == "table" and language or { language or "en" }
end


--- What a plan's `report = { html = "report.html", ... }` asks for: the text on standard output, and the files.
---@param result table
---@param wish? { html: string?, markdown: string?, json: string?, csv: string?, locale: string?, terminal: boolean? }
---@param options? table folder, and what report.print takes
---@return true|nil, string?, string?
function report.deliver(result, wish, options)
  wish, options = wish or {}, options or {}
  complain.unknown(2, "option of a report", wish, wishes)
  if wish.terminal ~= false then
    local ok, message, code = report.print(result, options)
    if not ok then return nil, message, code end
  end
  for i, language in ipairs(languages(result)) do                               -- (1)
    for _, format in ipairs { "html", "markdown", "json", "csv" } do
      local path = wish[format]
      if path then
        if i > 1 and type(path) == "string" then path = with_language(path, language) end
        local ok, message, code = save_as(result, format, path,
          { folder = options.folder, locale = wish.locale, language = language }, 2)
        if not ok then return nil, message, code end
      end
    end
  end
  return true
end


return report
