-- html_spec.lua - report/html.lua and svg.lua: opened by a browser without a network

local compose = require "cx.report.compose"
local fixture = dofile "tests/lua/cx/report/fixture.lua"
local html = require "cx.report.html"
local report = require "cx.report"

local BROWSER = "chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync "
  .. "--disable-background-networking --disable-component-update --disable-dev-shm-usage "


local function have_browser()
  local pipe = io.popen "command -v chromium 2>/dev/null"
  local found = pipe:read "a"
  pipe:close()
  return found ~= ""
end


local function read(path)
  local file = assert(io.open(path, "rb"))
  local all = file:read "a"
  file:close()
  return all
end


-- Runs the browser on a page; what it prints, and what is at `made` if it makes a file.
local function browse(page, option, made)
  local name = os.tmpname()
  local path, profile = name .. ".html", name .. ".profile"
  local file = assert(io.open(path, "wb"))
  file:write(page)
  file:close()
  local pipe = io.popen(("%s --user-data-dir=%s %s file://%s 2>/dev/null"):format(BROWSER, profile,
    option:gsub("MADE", name .. ".made"), path))
  local printed = pipe:read "a"
  pipe:close()
  local found = made and read(name .. ".made")
  os.remove(name)
  os.remove(path)
  os.remove(name .. ".made")
  os.execute("rm -rf " .. profile)
  return printed, found
end


local function count(s, pattern)
  local n = 0
  for _ in s:gmatch(pattern) do n = n + 1 end
  return n
end


describe("report.html", function()
  it("is one file: no script, no address, no import", function()
    for _, kind in ipairs { "result", "attacked" } do
      local page = report.text(fixture[kind] "fi", "html")
      local tags = page:gsub("<style>.-</style>", "")
      for _, bad in ipairs { "<script", "<link", "<img", "<iframe", "<object", "<use", "<image", "<foreignObject", " src=",
                             " href=", " on%a+=", " style=" } do
        assert.is_nil(tags:find(bad), bad)
      end
      local style = page:match "<style>(.-)</style>"
      assert.is_nil(style:find "url%(")
      assert.is_nil(style:find "@import")
      assert.matches("default%-src 'none'", page)
    end
  end)

  it("(1) escapes every text of the data", function()
    local page = report.text(fixture.attacked "fi", "html")
    assert.is_nil(page:find("<script>alert", 1, true))
    assert.is_truthy(page:find("&lt;script&gt;alert(1)&lt;/script&gt;", 1, true))
    assert.is_truthy(page:find("a &quot;b&quot; &#39;c&#39; &amp; d", 1, true))
    assert.is_nil(page:find "[%z\1-\9\11-\31]")
    assert.is_truthy(utf8.len(page))
    assert.is_truthy(page:find("<bdi>", 1, true))
  end)

  it("breaks a name without blanks rather than push the other columns away", function()
    local result = fixture.result "en"
    result.goals[1].touchpoint = ("x"):rep(150)
    assert.matches('class="[^"]*wide[^"]*"[^>]*>' .. ("x"):rep(150), report.text(result, "html"))
    assert.is_nil(report.text(fixture.result "en", "html"):gsub("<style>.-</style>", ""):find '[" ]wide[" ]')
  end)

  it("has balanced tags", function()
    for _, kind in ipairs { "result", "attacked" } do
      local stack = {}
      local void = { meta = true, br = true }
      for close, name, rest in report.text(fixture[kind] "fi", "html"):gmatch "<(/?)(%a%w*)([^>]*)>" do
        if close == "/" then assert.equal(table.remove(stack), name)
        elseif not void[name] and rest:sub(-1) ~= "/" then stack[#stack + 1] = name end
      end
      assert.equal(0, #stack)
    end
  end)

  it("(3) gives tables captions and scopes, charts titles and descriptions", function()
    local page = report.text(fixture.result "fi", "html")
    local n_tables, n_charts = count(page, "<table"), count(page, "<svg")
    assert.is_true(n_tables > 20 and n_charts > 20)
    assert.equal(n_tables, count(page, "<caption"))
    assert.equal(n_charts, count(page, "<title id="))
    assert.equal(n_charts, count(page, "<desc id="))
    assert.equal(count(page, "<th%f[ >]"), count(page, "<th scope="))
    local seen = {}
    for id in page:gmatch ' id="([^"]+)"' do
      assert.is_nil(seen[id])
      seen[id] = true
    end
    assert.matches('<html lang="fi">', page)
  end)

  it("svg (1): a goal that cannot be told has a hollow dot, and every bar its goal mark", function()
    local page = report.text(fixture.result "en", "html"):match '<table class="goals">(.-)</table>'
    assert.equal(10, count(page, 'class="goal%-mark"'))
    assert.equal(6, count(page, '<g class="open">'))
    assert.equal(2, count(page, '<g class="met">'))
    assert.equal(2, count(page, '<g class="behind">'))
  end)

  it("spans merged cells so that every row of the goal table is as wide as its head", function()
    local page = report.text(fixture.result "en", "html"):match '<table class="goals">(.-)</table>'
    local heads, body = count(page:match "<thead>(.-)</thead>", "<th"), page:match "<tbody>(.*)</tbody>"
    local cells, rows = 0, 0
    for attributes in body:gmatch "<t[hd]([^>]*)>" do cells = cells + (tonumber(attributes:match 'rowspan="(%d+)"') or 1) end
    for _ in body:gmatch "<tr" do rows = rows + 1 end
    assert.equal(10, rows)
    assert.equal(heads * rows, cells)
  end)

  it("is what a browser sees: the same tables and texts, nothing executed", function()
    if not have_browser() then return pending "chromium is not installed" end
    local page = report.text(fixture.attacked "fi", "html")
    local dom = browse(page, "--dump-dom")
    assert.equal(count(page, "<table"), count(dom, "<table"))
    assert.equal(count(page, "<svg"), count(dom, "<svg"))
    assert.equal(count(page, "<t[dh]%f[ >]"), count(dom, "<t[dh]%f[ >]"))
    assert.is_nil(dom:find "<script")
    assert.is_truthy(dom:find("&lt;script&gt;alert(1)&lt;/script&gt;", 1, true))
  end)

  for _, n in ipairs { 10, 17, 30 } do
    it("(4) fits page one on one A4 with " .. n .. " goals", function()
      if not have_browser() then return pending "chromium is not installed" end
      local result, goals = fixture.result "fi", {}
      for i = 1, n do
        local made = {}
        for key, value in pairs(result.goals[(i - 1) % 10 + 1]) do made[key] = value end
        made.touchpoint = made.touchpoint .. (i > 10 and " " .. (i - 1) // 10 + 1 or "")
        goals[i] = made
      end
      result.goals = goals
      local document, parts = compose.document(result), {}
      for i = #document, document.first_page_ends + 1, -1 do document[i] = nil end
      html.render(document, function(s) parts[#parts + 1] = s end)
      local _, pdf = browse(table.concat(parts), "--no-pdf-header-footer --print-to-pdf=MADE", true)
      assert.equal(1, count(pdf, "/Type%s*/Page%f[^%a]"))
    end)
  end
end)
