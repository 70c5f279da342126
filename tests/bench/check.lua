-- wrk -s check.lua URL -- REGISTER: asks about each person of the register in turn, each time with a new key.
local bodies, asked, run = {}, 0, ""

function init(args)
    for line in io.lines(args[1]) do
        local name, number = line:match("^(.-),(%d+[%dX])$")
        if number then
            bodies[#bodies + 1] = string.format(
                '{"name":"%s","document":{"type":"resident","number":"%s"}}', name, number)
        end
    end
    run = io.open("/proc/sys/kernel/random/uuid"):read("l")
end

function request()
    asked = asked + 1
    return wrk.format("POST", "/v1/check", {
        ["Content-Type"] = "application/json",
        ["Idempotency-Key"] = string.format("%s-%027d", run, asked),
    }, bodies[asked % #bodies + 1])
end
