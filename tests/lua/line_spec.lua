-- line_spec: a person at a terminal (a tmux session plays the terminal)

local child = dofile "tests/lua/child.lua"

local folder, program, session, name
local has_tmux = os.execute "command -v tmux >/dev/null 2>&1"
local is_tsan = child.program():match "/tsan/" -- delivers signals at system calls only


local function tmux(...)
  local words = { "tmux", "-L", name, ... }
  return child.run(words, { env = { "HOME=" .. folder, "LC_ALL=C.UTF-8", "TERM=xterm" } })
end


local function screen()
  return tmux("capture-pane", "-p", "-t", session).out
end


--- Waits until the question is answered with yes: half a minute, for a busy machine; then what() tells why.
local function wait(question, what)
  for _ = 1, 600 do
    if question() then return end
    os.execute "sleep 0.05"
  end
  error(what(), 3)
end


--- Waits until the screen has the text; gives the screen back.
local function wait_for(text)
  local shown
  wait(function()
    shown = screen()
    return shown:find(text, 1, true)
  end, function() return "never shown: " .. text .. "\n" .. shown end)
  return shown
end


local function is_running()
  return tmux("has-session", "-t", session).status == 0
end


local function wait_for_end()
  wait(function() return not is_running() end, screen)
end


local function press(...)
  tmux("send-keys", "-t", session, ...)
end


local function say(text)
  tmux("send-keys", "-t", session, "-l", text)
  press "Enter"
end


local function start()
  local done = tmux("new-session", "-d", "-s", session, "-x", "78", "-y", "24",
    "env HOME=" .. folder .. " LC_ALL=C.UTF-8 " .. program)
  assert(done.status == 0, done.err)
  wait_for "\n>"
end


setup(function()
  folder, program = child.folder(), child.program()
  session, name = "line", "cxlua" .. folder:match "[^./]+$"
  -- the server ends with its last session, and a new one must not meet it while it ends
  if has_tmux then tmux("-f", "/dev/null", "new-session", "-d", "-s", "keeper", "sleep 3600") end
end)


teardown(function()
  if has_tmux then tmux "kill-server" end
  child.remove(folder)
end)


describe("line", function()
  if is_tsan or not has_tmux then return pending "no tmux, or signals come late" end

  before_each(start)

  after_each(function()
    tmux("kill-session", "-t", session)
    wait_for_end()
  end)

  it("can be edited, in any letters", function()
    say "x = 'äö'"
    say "#x"
    wait_for "\n4\n"
    tmux("send-keys", "-t", session, "-l", "rint(1 + 41)")
    press "C-a"
    say "p"
    wait_for "\n42\n"
  end)

  it("(3) is remembered, also by the next session, also after os.exit", function()
    say "print(6 * 7)"
    wait_for "\n42\n"
    say "os.exit()"
    wait_for_end()
    start()
    press("Up", "Up", "Enter")
    wait_for "\n42\n"
  end)

  it("(4) Ctrl-C drops it", function()
    tmux("send-keys", "-t", session, "-l", "this is not")
    wait_for "this is not"
    press "C-c"
    say "print('still here')"
    local shown = wait_for "\nstill here\n"
    assert.falsy(shown:find("stdin:1", 1, true))
  end)

  it("(4) Ctrl-C drops an open statement whole", function()
    say "function f()"
    wait_for "\n>>"
    press "C-c"
    say "type(f)"
    wait_for "\nnil\n"
  end)

  it("repl (4): Ctrl-C stops what runs, twice over, and the prompt comes back", function()
    for i = 1, 2 do
      say("print('ru' .. 'ns', " .. i .. ") while true do end")
      wait_for("\nruns    " .. i .. "\n")
      press "C-c"
      wait_for "interrupted!"
      say("print('again', " .. i .. ")")
      wait_for("\nagain   " .. i .. "\n")
    end
  end)

  it("repl (4): Ctrl-C stops a long scan, and the prompt comes back", function()
    os.execute(("mkfifo %s/pipe; (echo a; : >%s/open; exec yes 5) >%s/pipe 2>/dev/null &")
      :format(folder, folder, folder))
    say("s = cx.survey { file = '" .. folder .. "/pipe', questions = { a = cx.scale { 0, 9 } } }")
    say "t = s:tally { of = 'a' }"
    wait(function() return io.open(folder .. "/open") end, screen)
    press "C-c"
    wait_for "interrupted!"
    say "print('again', t)"
    wait_for "\nagain   nil\n"
  end)

  it("ends at Ctrl-D", function()
    press "C-d"
    wait_for_end()
    assert.is_false(is_running())
  end)
end)
