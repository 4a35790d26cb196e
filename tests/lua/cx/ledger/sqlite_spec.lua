-- sqlite_spec.lua - what becomes of a ledger's file when the world is against it
--
--   file > rows > batch > tally > metric > GOAL > report

local cx = require "cx"
local child = require "tests.lua.child"
local trace = require "cx.ledger.trace"

local WRITER = io.popen "pwd":read "l" .. "/tests/lua/cx/ledger/writer.lua"


local function shell(command)
  local pipe = assert(io.popen(command .. " 2>&1", "r"))
  local text = pipe:read "a"
  local fine = pipe:close()
  return text:gsub("%s+$", ""), fine
end


local function slurp(path)
  local file = io.open(path, "rb")
  local text = file and file:read "a"
  if file then file:close() end
  return text
end


describe("ledger's file:", function()
  local folder, n = nil, 0
  local root = shell "id -u" == "0"

  setup(function() folder = child.folder() end)
  teardown(function() child.remove(folder) end)

  local function place()
    n = n + 1
    return ("%s/%d.ledger"):format(folder, n)
  end

  local function refused(where, code, pattern, options)
    local ledger, message, word = cx.ledger.open(where, options or { plan = "Huolto" })
    assert.same({ nil, code }, { ledger, word }, message)
    assert.truthy(message:find(pattern), message)
    assert.is_nil(message:find "\n")
  end


  it("sqlite (6): what is no ledger is refused and stays as it was", function()
    refused(folder, "not_ledger", ": it is a folder; name a file in it$")
    refused(folder .. "/none/a.ledger", "no_file", ": there is no folder .*/none/$")
    local junk = place()
    child.write(junk, ("this is no database\n"):rep(500))
    refused(junk, "not_ledger", ": it is no ledger but another kind of file; name another file$")
    assert.equal(("this is no database\n"):rep(500), slurp(junk))
    local short = place()
    child.write(short, "x")
    refused(short, "not_ledger", "another kind of file")
    assert.equal("x", slurp(short))
  end)


  it("schema (4): another program's database is refused and stays as it was, byte for byte", function()
    local where = place()
    local environment = require "luasql.sqlite3".sqlite3()
    local connection = assert(environment:connect(where))
    assert(connection:execute "CREATE TABLE theirs (x)")
    connection:close()
    environment:close()
    local before = slurp(where)
    refused(where, "not_ledger", ": it is another program's database; name another file$")
    assert.equal(before, slurp(where))
  end)


  it("ledger (4): who it was is the login name where no variable says it", function()
    local where = place()
    local made = child.run { "env", "-u", "USER", "-u", "LOGNAME", child.program(), "-e", ([[
      local ledger = assert(require "cx.ledger".open(%q, { plan = "Huolto" }))
      assert(ledger:append { { kind = "case", id = "1", event = "open" } })
      for e in ledger:events() do io.write(e.who) end]]):format(where) }
    assert.equal("", made.err)
    assert.equal(require "cx.core".login() or "", made.out)
  end)


  it("sqlite: a path is a path, whatever it begins with", function()
    for _, name in ipairs { "file:a.ledger?mode=memory", "f" } do
      local words = { child.program(), WRITER, "append", name, "key", "t", "2" }
      local said = child.run(words, { cwd = folder })
      assert.equal("1\n2\ndone\n", said.out .. said.err)
      local ledger <close> = assert(cx.ledger.open(folder .. "/" .. name, { plan = "Huolto" }))
      assert.equal(6, require "cx.ledger.event".last(ledger.store))
    end
  end)


  it("an empty file becomes a ledger, and create = false makes none", function()
    local where = place()
    child.write(where, "")
    assert(cx.ledger.open(where, { plan = "Huolto" })):close()
    where = place()
    refused(where, "no_file", ": there is no ledger yet; a run of the plan makes one$", { create = false })
    assert.is_nil(slurp(where))
  end)


  it("a ledger that was cut or overwritten in the middle is damaged, in one line", function()
    local where = place()
    local ledger = assert(cx.ledger.open(where, { plan = "Huolto" }))
    local many = {}
    for i = 1, 2000 do many[i] = { kind = "case", id = tostring(i), event = "a", data = { x = ("y"):rep(100) } } end
    assert(ledger:append(many))
    ledger:close()
    local bytes = slurp(where)
    child.write(where, bytes:sub(1, 8192) .. ("\xA5"):rep(#bytes - 8192))
    local opened, message, code = cx.ledger.open(where, { plan = "Huolto" })
    if opened then
      local done
      done, message = pcall(function() for _ in opened:events() do end end) -- luacheck: ignore 542
      assert.is_false(done)
      opened:close()
    else
      assert.equal("damaged", code)
    end
    assert.truthy(message:find "it is damaged; take the last copy of it from your backups$", message)
  end)


  it("sqlite (1): waits for the disk, and writes ahead", function()
    local ledger <close> = assert(cx.ledger.open(place()))
    assert.equal("wal", ledger.store:value "PRAGMA journal_mode")
    assert.equal(2, math.tointeger(ledger.store:value "PRAGMA synchronous"))
    assert.equal(1, math.tointeger(ledger.store:value "PRAGMA secure_delete"))
  end)


  it("store (2): a statement behind another is not run, so that none of ours may hide there", function()
    local ledger <close> = assert(cx.ledger.open(place()))
    assert(ledger.store:run "DELETE FROM cx_about; DROP TABLE cx_event")
    assert.same({}, assert(ledger.store:rows "SELECT * FROM cx_event"))
  end)


  it("sqlite: a file that may only be read is refused, and stays", function()
    local where = folder .. "/readonly/a.ledger"
    shell(("mkdir %s/readonly && cp %s %s/readonly/cxlua"):format(folder, child.program(), folder))
    local ledger = assert(cx.ledger.open(where, { plan = "Huolto" }))
    assert(ledger:append { { kind = "case", id = "1", event = "a" } })
    ledger:close()
    local before = slurp(where)
    shell(("chmod 755 %s && chmod 555 %s/readonly && chmod 444 %s && cp %s %s/writer.lua && chmod 644 %s/writer.lua"):format(
      folder, folder, where, WRITER, folder, folder))
    local as = root and "runuser -u nobody -- " or ""
    local said = shell(("%s%s/readonly/cxlua %s/writer.lua append %s %s.key t 1"):format(as, folder, folder, where, where))
    shell(("chmod 755 %s/readonly"):format(folder))
    assert.truthy(said:find("^not_writable\t" .. where:gsub("%p", "%%%0") .. ": "), said)
    assert.is_nil(said:find "\n")
    assert.equal(before, slurp(where))
  end)


  -- What a look at a ledger says that nobody may write, neither the file nor its folder; `also` is done to the copy first.
  local function looked(where, also)
    local as, name = root and "runuser -u nobody -- " or "", where:match "[^/]+$"
    local at = folder .. "/look" .. n
    shell(("mkdir %s && cp %s %s/cxlua && cp %s %s/writer.lua && cp %s* %s; chmod 444 %s/*; chmod 555 %s/cxlua %s; chmod 755 %s"):format(
      at, child.program(), at, WRITER, at, where, at, at, at, at, folder))
    local said = shell(("cd %s && %s && %s./cxlua writer.lua look %s none.key"):format(at, also or "true", as, name))
    shell(("chmod 755 %s"):format(at))
    return said
  end


  it("sqlite (7): a file that may only be read can be looked at, and nothing is left beside it", function()
    local where = place() .. " 100%?#&"
    local ledger = assert(cx.ledger.open(where, { plan = "Huolto" }))
    assert(ledger:append { { kind = "case", id = "1", event = "a" }, { kind = "case", id = "2", event = "a" } })
    ledger:close()
    os.rename(where, folder .. "/odd 100%?#&")
    local at = folder .. "/look_odd"
    shell(("mkdir '%s' && cp '%s' '%s/a%%?#& b' && cp %s %s/cxlua && cp %s %s/writer.lua; chmod 444 %s/*; chmod 555 %s/cxlua %s; chmod 755 %s")
      :format(at, folder .. "/odd 100%?#&", at, child.program(), at, WRITER, at, at, at, at, folder))
    local said = shell(("cd %s && %s./cxlua writer.lua look 'a%%?#& b' none.key && ls"):format(at,
      root and "runuser -u nobody -- " or ""))
    shell(("chmod 755 %s"):format(at))
    assert.equal("2\ndone\na%?#& b\ncxlua\nwriter.lua", said)
  end)


  it("sqlite (7): with its log, where a run that wrote it was killed", function()
    local where = place()
    local ledger <close> = assert(cx.ledger.open(where, { plan = "Huolto" }))
    assert(ledger:append { { kind = "case", id = "1", event = "a" } })
    assert.equal("1\ndone", looked(where))                                       -- the log and its index are copied as they stand
    n = n + 1
    local at = place()
    shell(("cp %s %s && cp %s-wal %s-wal"):format(where, at, where, at))
    local said = looked(at)
    local unread = "^not_readable\t[^\n]*its log [^\n]*%-wal has to be read with it; copy both"
    assert.truthy(said:find(unread), said)
    n = n + 1
    said = looked(where, "chmod 000 *-wal *-shm")                               -- never as it was before what the log has
    assert.truthy(said:find(unread), said)
  end)


  it("sqlite (7): while another run writes, what was committed is seen, without waiting", function()
    local where = place()
    local ledger <close> = assert(cx.ledger.open(where, { plan = "Huolto" }))
    assert(ledger:append { { kind = "case", id = "1", event = "a" } })
    ledger.store:exclusive(function()
      assert(require "cx.ledger.schema".set_about(ledger.store, "x", "1"))
      local look <close> = assert(cx.ledger.open(where, { plan = "Huolto", look = true, wait = 0 }))
      local seen = 0
      for _ in look:events() do seen = seen + 1 end
      assert.same({ 1, nil }, { seen, (require "cx.ledger.schema".about(look.store, "x")) })
      return true
    end)
  end)


  -- What a copy of a ledger, taken elsewhere, holds: every acknowledged batch whole, no other.
  local function verify(where, acknowledged)
    local copy = place()
    shell(("cp %s %s; cp %s-wal %s-wal"):format(where, copy, where, copy))
    local ledger <close> = assert(cx.ledger.open(copy, { plan = "Huolto" }))
    assert.equal("ok", ledger.store:value "PRAGMA integrity_check")
    local events = 0
    for e in ledger:events() do
      events = events + 1
      assert.same({ events, ("t:%d"):format((events + 2) // 3) }, { e.seq, e.id })
    end
    assert.equal(acknowledged * 3, events)
  end

  local function last_number(said)
    local last = 0
    for number in said:gmatch "%f[^\n\0](%d+)%f[\n\0]" do last = tonumber(number) end
    return last
  end


  it("a disk that is full: one line, what was acknowledged is whole, and with room it goes on", function()
    local disk = folder .. "/disk"
    local _, mounted = shell(("mkdir %s && mount -t tmpfs -o size=1m tmpfs %s"):format(disk, disk))
    if not mounted then return pending "no right to mount a small disk; see the test with a limit of files" end
    finally(function() shell("umount " .. disk) end)
    local where, key = disk .. "/a.ledger", folder .. "/disk.key"
    local said = shell(("%s %s append %s %s t"):format(child.program(), WRITER, where, key))
    assert.truthy(said:find "\nno_space\t[^\n]*: the disk is full; make room, and run this again", said:sub(-300))
    local acknowledged = last_number(said)
    assert.is_true(acknowledged > 10)
    verify(where, acknowledged)
    assert.equal("", (shell(("mount -o remount,size=8m %s"):format(disk))))
    local ledger <close> = assert(cx.ledger.open(where, { plan = "Huolto", key = key }))
    assert.equal(1, ledger:append { { kind = "case", id = "more", event = "a" } })
  end)


  it("a file that may grow no more: one line, and what was acknowledged is whole", function()
    local where = place()
    local said = shell(("sh -c 'trap \"\" XFSZ; ulimit -f 800; exec %s %s append %s %s.key t'"):format(
      child.program(), WRITER, where, where))
    assert.truthy(said:find "\n[%l_]+\t[^\n]*%.ledger: [^\n]*$", said:sub(-300))
    local acknowledged = last_number(said)
    assert.is_true(acknowledged > 10)
    verify(where, acknowledged)
  end)


  it("forget (3): no byte of any of its files holds the name or the fingerprint", function()
    local where = place()
    local ledger = assert(cx.ledger.open(where, { plan = "Huolto" }))
    local name, many = "Aino \"Unohdettava\"\n", {}
    for i = 1, 500 do
      many[i] = { kind = "case", id = tostring(i), event = "open", person = i % 10 == 0 and name or "other " .. i,
                  data = { text = i % 10 == 0 and name or ("x"):rep(i * 7) } }
    end
    assert(ledger:append(many))
    local hash = assert(ledger:person(name))
    local secrets = trace.names { name, "Unohdettava", hash, "nps 2026 " .. hash:sub(1, 20) }
    local function files_with()
      local found = 0
      for _, path in ipairs(ledger.store.engine.files(ledger.store)) do
        if trace.file_holds(path, secrets) then found = found + 1 end
      end
      return found
    end
    assert.is_true(files_with() > 0)
    local done = assert(ledger:forget(name))
    assert.equal(50, done.events)
    assert.is_true(#done.files >= 1)
    assert.equal(where, done.files[1])
    assert.equal(0, files_with())
    ledger:close()
    assert.equal(0, files_with())
    local said = shell(("ls %s*"):format(where))
    assert.equal(where .. "\n" .. where .. ".key", said)
  end)


  it("forget (3): nor do pages that another program left behind, which did not overwrite what it deleted", function()
    local where, name = place(), "Aino Unohdettava"
    local ledger <close> = assert(cx.ledger.open(where, { plan = "Huolto" }))
    assert(ledger:append { { kind = "case", id = "1", event = "open", person = name } })
    local environment = require "luasql.sqlite3".sqlite3()
    local other = assert(environment:connect(where))
    for _, statement in ipairs { "PRAGMA secure_delete = OFF", "CREATE TABLE cx_copy (x)",
      ("INSERT INTO cx_copy VALUES ('%s')"):format((name .. " "):rep(1000)), "PRAGMA wal_checkpoint(TRUNCATE)",
      "DROP TABLE cx_copy" } do
      local result = assert(other:execute(statement))
      if type(result) == "userdata" then result:close() end
    end
    other:close()
    environment:close()
    assert.is_true(trace.file_holds(where, trace.names { name }))
    assert(ledger:forget(name))
    assert.is_false(trace.file_holds(where, trace.names { name }))
  end)


  it("forget: a reader in the way is told of, and the next forgetting proves", function()
    local where = place()
    local ledger <close> = assert(cx.ledger.open(where, { plan = "Huolto", wait = 0.2 }))
    assert(ledger:append { { kind = "case", id = "1", event = "open", person = "Aino Unohdettava" } })
    local environment = require "luasql.sqlite3".sqlite3()
    local reader = assert(environment:connect(where))
    assert(reader:execute "BEGIN")
    local cursor = assert(reader:execute "SELECT * FROM cx_event")
    cursor:fetch()
    local done, _, code = ledger:forget "Aino Unohdettava"
    assert.same({ nil, "busy" }, { done, code })
    cursor:close()
    reader:close()
    environment:close()
    assert.equal(0, assert(ledger:forget "Aino Unohdettava").events)
  end)


  it("handle (1): what one run reads beside its ledger costs nothing that it or another run writes", function()
    local function open(where) return assert(cx.ledger.open(where, { plan = "Huolto" })) end
    local function write(ledger, id) assert(ledger:append { { kind = "case", id = id, event = "open", person = "Aino " .. id } }) end
    local READS = {
      function(ledger) assert(ledger:forget "Aino Unohdettava") end,
      function(ledger) ledger.store.engine.files(ledger.store) end,
      function(_, where) assert(cx.ledger.open(where, { plan = "Huolto", look = true })):close() end,
      function(_, where) open(where):close() end,
    }
    local OTHER = [[local cx = require "cx" local l = assert(cx.ledger.open(%q, { plan = "Huolto" }))
      assert(l:append { { kind = "case", id = %q, event = "open" } }) l:close()]]
    for _, reads in ipairs(READS) do
      local where = place()
      local function other(id)
        local got = child.run { child.program(), "-e", OTHER:format(where, id) }
        assert.same({ "", 0 }, { got.err, got.status })
      end
      local ledger = open(where)
      write(ledger, "1")
      reads(ledger, where)
      other "2"
      write(ledger, "3")
      other "4"
      ledger:close()
      ledger = open(where)
      local ids = {}
      for e in ledger:events { kind = "case" } do ids[#ids + 1] = e.id end
      ledger:close()
      assert.same({ "1", "2", "3", "4" }, ids)
    end
  end)


  it("trace (1): bytes are found across the pieces in which a file is read", function()
    local path = place()
    child.write(path, ("a"):rep((1 << 20) - 3) .. "needle" .. ("b"):rep(100))
    assert.is_true(trace.file_holds(path, trace.names { "haystack", "needle" }))
    assert.is_false(trace.file_holds(path, trace.names { "haystack", "needles" }))
    assert.is_false(trace.file_holds(path .. ".none", trace.names { "a" }))
    local holds, why = trace.file_holds(path:match "^(.*)/", trace.names { "a" }) -- a folder: it opens and cannot be read
    assert.is_nil(holds)
    assert.truthy(why:find "^/[^\n]+: %u[^\n]+$", why)
  end)
end)
