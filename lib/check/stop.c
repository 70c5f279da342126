#include "check/stop.h"

#include "base/i18n.h"

void stop_explain(
    enum stop stop, const struct profile *profile, const char *reason, struct err *err)
{
    const char *id = profile->id;
    switch (stop) {
    case STOP_SIGNAL:
        err_set(err, STATUS_AGAIN, "check.signal",
            _("stopped; the same command again asks only those who are left"));
        break;
    case STOP_AUTH:
        if (profile->auth.kind == AUTH_TOKEN)
            err_set(err, STATUS_CREDENTIALS, "check.auth",
                _("the endpoint `%s` refuses the token that it has just given; check what the account "
                  "may do there, and run the same command again"),
                id);
        else
            err_set(err, STATUS_CREDENTIALS, "check.auth",
                _("the endpoint `%s` does not accept our key (%s); put a valid one there and run the "
                  "same command again"),
                id,
                profile->auth.reference ? profile->auth.reference : _("the profile names none"));
        break;
    case STOP_TOKEN:
        err_set(err, STATUS_CREDENTIALS, "check.token",
            _("the endpoint `%s` gave no token (%s); check the secrets that its token request sends, and "
              "`take` in the profile, and run the same command again"),
            id, reason);
        break;
    case STOP_FUNDS:
        err_set(err, STATUS_REFUSED, "check.funds",
            _("the endpoint `%s` says that the account is empty; top it up and run the same "
              "command again"),
            id);
        break;
    case STOP_QUOTA:
        err_set(err, STATUS_AGAIN, "check.quota",
            _("the quota at the endpoint `%s` is used up; run the same command again when there "
              "is a new one"),
            id);
        break;
    case STOP_UNAVAILABLE:
        err_set(err, STATUS_AGAIN, "check.unavailable",
            _("the endpoint `%s` does not work (%s); check its address and the network, then run "
              "the same command again, it resumes"),
            id, reason ? reason : _("it says so itself"));
        break;
    case STOP_TLS:
        err_set(err, STATUS_CREDENTIALS, "check.tls",
            _("there is no connection to the endpoint `%s` (%s); check `certificate`, `key`, "
              "`password` and `ca` under `tls:` in its profile, and whether this machine has the "
              "package ca-certificates"),
            id, reason);
        break;
    case STOP_THROTTLED:
        err_set(err, STATUS_AGAIN, "check.throttled",
            _("the endpoint `%s` keeps asking us to slow down; run the same command again later, "
              "perhaps with a lower --rate"),
            id);
        break;
    case STOP_REDIRECT:
        err_set(err, STATUS_CONFIG, "check.redirect",
            _("the endpoint `%s` sends us to another address, where the numbers of people will "
              "not follow; write the right address into the profile or --url"),
            id);
        break;
    case STOP_RULES:
        err_set(err, STATUS_CONFIG, "check.rules",
            _("too many answers in a row of the endpoint `%s` fit no rule of the profile; check "
              "the address and the rules before more is paid for"),
            id);
        break;
    default:
        break;
    }
}

enum outcome stop_outcome(enum stop stop)
{
    switch (stop) {
    case STOP_AUTH:
    case STOP_TOKEN:
        return OUTCOME_AUTH;
    case STOP_FUNDS:
        return OUTCOME_FUNDS;
    case STOP_QUOTA:
    case STOP_BUDGET:
        return OUTCOME_QUOTA;
    case STOP_THROTTLED:
        return OUTCOME_THROTTLED;
    default:
        return OUTCOME_UNAVAILABLE;
    }
}

enum stop stop_of(enum outcome outcome)
{
    switch (outcome) {
    case OUTCOME_AUTH:
        return STOP_AUTH;
    case OUTCOME_FUNDS:
        return STOP_FUNDS;
    case OUTCOME_QUOTA:
        return STOP_QUOTA;
    default:
        return STOP_REDIRECT;
    }
}
