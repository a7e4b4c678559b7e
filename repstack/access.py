"""Which pages are open without logging in. Everything else asks for it, also pages added later."""

# Name of the route, and why it is open.
OPEN_ROUTES: dict[str, str] = {
    "healthz": "load balancers and monitors have no account; tells no one's data",
    "healthz_live": "the same, of the process alone",
    "healthz_ready": "the same as healthz, beside its twin",
    "favicon": "browsers ask for it on pages that name no icon, such as the admin's",
    "account_login": "where logging in happens",
    "account_signup": "whoever signs up has no account yet",
    "account_inactive": "tells a person with a closed account why the log-in failed",
    "account_email_verification_sent": "shown between sign-up and the first log-in",
    "account_confirm_email": "opened from a mail, on whatever device the mail is read",
    "account_reset_password": "whoever forgot the password cannot log in",
    "account_reset_password_done": "the page after asking for a reset",
    "account_reset_password_from_key": "opened from the mail that resets the password",
    "account_reset_password_from_key_done": "the page after a reset",
    "account_take_back": "opened from the mail to an address that somebody else may have replaced",
    "calendar": "a calendar has no account; the address is a secret and tells names of workouts alone",
    "shared_program_file": "the same program as a file, behind the same secret",
    "program_schema": "other tools check their files by it; it tells nothing of anybody",
    "shared_program": "whom a lifter sends a program may have no account; the address is a secret",
    "api_description": "the API's own description; it tells nothing of anybody",
    "api_nothing": "says that there is no such address, whoever asks",
    "mfa_authenticate": "the second factor: the log-in is not finished before it",
}

# What is read with a personal token: the view asks for it, and a log-in opens none of it.
TOKEN_ROUTES: dict[str, str] = {
    "api:token": "the token itself",
    "api:sessions": "its lifter's sessions",
    "api:session": "one of them, with its sets and review",
    "api:sets": "its lifter's sets",
    "api:exercises": "the exercises its lifter did",
    "api:exercise": "one of them, with its history",
    "api:records": "its lifter's records",
    "api:adherence": "its lifter's effort over weeks",
}
