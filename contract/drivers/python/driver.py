#!/usr/bin/env python3
"""Paragon's REST API as a driver of paragon-contract, with the standard library only.

docs/contract.md tells what a driver is. Commands come on standard input and answers go to standard output, one JSON object a
line; nothing else may be printed there.
"""

import base64
import json
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

CREDENTIAL = "X-Paragon-Credential"
CONFIGURATION = "X-Paragon-Configuration-Id"

# With these codes a 401 or 403 is about something else than the token (SDK 2.4.0, sendRequest).
HARMLESS_CODES = ("7210", "7003", "0704")

# Straight to Paragon: a proxy of the environment would be one more thing that can go wrong.
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class ParagonError(Exception):
    """A failure as an app sees it."""

    def __init__(self, message, status=None, code=None):
        super().__init__(message)
        self.status = status
        self.code = code


class Client:
    """Paragon's REST API for one signed-in user."""

    def __init__(self):
        self.session = None
        self.integrations = []

    def reset(self):
        self.session = None
        self.integrations = []

    # Who is signed in

    def authenticate(self, session, metadata=None):
        self.reset()
        expires = claims_of(session["token"]).get("exp")
        if expires is None or expires <= time.time():
            raise ParagonError("JWT token provided has expired.")
        self.session = session
        try:
            me = self.me()
            self.integrations = self.call("zeus", "/sdk/integrations")
            if metadata is not None and {**me["meta"], **normalised(metadata)} != me["meta"]:
                self.set_user_metadata(metadata)
        except ParagonError:
            self.reset()
            raise

    def me(self):
        return self.call("zeus", "/sdk/me")

    def get_user(self):
        if self.session is None:
            return {"authenticated": False}
        me = self.me()
        return {"authenticated": True, **{key: me[key] for key in ("userId", "integrations", "meta")}}

    def get_integrations(self):
        self.required()
        return self.integrations

    def set_user_metadata(self, metadata):
        self.call("zeus", "/sdk/me", "PATCH", {"meta": normalised(metadata)})

    # Accounts

    def install(self, params, open_url):
        session = self.required()
        kind = params["integration"]
        integration = self.integration(kind)
        external_id = params.get("externalId")
        selected = params.get("selectedCredentialId")
        several = params.get("allowMultipleCredentials", False)
        accounts = self.state(kind)["allCredentials"]
        check_external_id(external_id, selected, accounts)
        if not several and any(each["status"] == "VALID" for each in accounts):
            raise ParagonError('Integration "%s" is already installed.' % kind)

        options = without_none(
            {"allowMultipleCredentials": several, "selectedCredentialId": selected, "externalId": external_id}
        )
        # As JavaScript writes it, without blanks.
        written = json.dumps(options, separators=(",", ":"))
        start = {
            "action": kind,
            "endUserSuppliedValues": "{}",
            "parameters": "{}",
            "userToken": session["token"],
            "integrationId": integration["id"],
            "originForPostMessage": session["origin"],
            "isPreviewMode": "false",
            "installOptions": written,
            "oauthMetaKeyId": uuid.uuid4().hex,
        }
        path = "/sdk/actions/build-oauth?" + urllib.parse.urlencode(start)
        built = self.call("zeus", path, version="/v2")
        nonce = {key: start[key] for key in ("action", "integrationId", "originForPostMessage", "userToken")}
        # The first page gives the window its cookie, the second leads to the provider and back.
        open_url(self.address("zeus", "/sdk/actions/oauth-nonce?" + urllib.parse.urlencode(nonce)))
        message = open_url(built["redirectUrl"])["message"] or {}
        if message.get("type") != "oauth_success_callback":
            refused = message.get("errorResponse", {})
            raise ParagonError(refused.get("message", "The window closed before the account was connected."))
        body = {
            "integrationId": integration["id"],
            "config": {},
            "payload": message["credential"]["payload"],
            "installOptions": options,
        }
        return {"credential": self.call("zeus", "/sdk/credentials", "POST", body)}

    def uninstall(self, kind, selector=None):
        credential = self.credential(kind, selector)
        path = "/sdk/integrations/" + self.integration(kind)["id"]
        self.call("zeus", path, "DELETE", headers={CREDENTIAL: credential["id"]})

    def get_integration_account(self, kind, with_auth=False, selector=None):
        query = urllib.parse.urlencode({"integration": kind, "includeAccountAuth": "true" if with_auth else "false"})
        return self.call("zeus", "/sdk/credentials?" + query, headers={CREDENTIAL: selector})

    # Calls

    def request(self, kind, path, method="GET", body=None, headers=None, selector=None):
        target = "/sdk/proxy/%s/%s" % (kind, path.removeprefix("/"))
        answer = self.call("proxy", target, method, body, {**(headers or {}), CREDENTIAL: selector})
        return answer["output"] if isinstance(answer, dict) and "output" in answer else answer

    def workflow(self, workflow_id, body=None, query=None, headers=None, **selectors):
        path = "/sdk/triggers/%s?%s" % (workflow_id, urllib.parse.urlencode(query or {}))
        kind = self.kind_of_workflow(workflow_id)
        chosen = self.both(kind, **selectors) if any(selectors.values()) else {}
        return self.call("hermes", path, "POST", {} if body is None else body, {**(headers or {}), **chosen})

    def event(self, name, payload, credential=None, configuration=None):
        if configuration is not None and credential is None:
            raise ParagonError("Configuration ID cannot be used without a corresponding Credential ID.")
        headers = {CREDENTIAL: credential, CONFIGURATION: configuration}
        self.call("hermes", "/sdk/events/trigger", "POST", {"name": name, "payload": payload}, headers, "/v2")

    def set_workflow(self, workflow_id, enabled, **selectors):
        headers = self.both(self.kind_of_workflow(workflow_id), **selectors)
        self.call("zeus", "/sdk/workflows/" + workflow_id, "POST" if enabled else "DELETE", headers=headers)

    # Settings and configurations

    def update_settings(self, kind, settings, workflow_id=None, credential=None, configuration=None):
        account = self.credential(kind, credential)
        chosen = configuration_of(account, configuration)
        # A part is replaced as a whole, so what is there goes with what changes.
        if workflow_id is None:
            config = {"sharedSettings": {**chosen["sharedSettings"], **settings}}
        else:
            workflows = chosen["workflowSettings"]
            before = workflows.get(workflow_id, {"enabled": False, "settings": {}})
            changed = {**before, "settings": {**before["settings"], **settings}}
            config = {"workflowSettings": {**workflows, workflow_id: changed}}
        headers = {CREDENTIAL: account["id"], CONFIGURATION: chosen["id"]}
        self.call("zeus", "/sdk/credentials/" + account["id"], "PATCH", {"config": config}, headers)

    def create_configuration(self, credential_id, external_id=None):
        if external_id is not None and external_id.strip() == "":
            raise ParagonError("`externalId` must not be an empty or whitespace-only string.")
        account = self.configurations("POST", credential_id, without_none({"externalId": external_id}))
        # The answer is the whole account; the newest of its configurations is the one that was made.
        return max(account["configurations"], key=lambda each: each["dateCreated"])

    def update_configuration(self, credential_id, configuration_id, meta):
        account = self.configurations("PATCH", credential_id, {"meta": meta}, configuration_id)
        return next(each for each in account["configurations"] if each["id"] == configuration_id)

    def destroy_configuration(self, credential_id, configuration_id):
        for state in self.me()["integrations"].values():
            for account in state["allCredentials"]:
                for each in account["configurations"]:
                    if each["id"] == configuration_id and each["isDefault"]:
                        raise ParagonError("Cannot delete default configuration.")
        self.configurations("DELETE", credential_id, None, configuration_id)

    def configurations(self, method, credential_id, body, configuration_id=None):
        named = {} if configuration_id is None else {CREDENTIAL: credential_id, CONFIGURATION: configuration_id}
        return self.call("zeus", "/sdk/credentials/%s/configurations" % credential_id, method, body, named)

    # ActionKit and Managed Sync

    def get_field_options(self, kind, source, parameters=None, search=None, cursor=None, selector=None):
        paging = without_none({"pageCursor": 0 if cursor is None else cursor, "search": search})
        body = {"action": kind, "sourceKey": source, "parameters": parameters or [], "paginationParameters": paging}
        return self.call("zeus", "/sdk/actions", "POST", body, {CREDENTIAL: selector})

    def get_triggers(self, kind, selector=None):
        return self.call("actionkit", "/triggers?integrations=" + kind, headers={CREDENTIAL: selector})

    def list_tools(self, kinds=None, selector=None):
        query = "" if kinds is None else "?integrations=" + ",".join(kinds)
        return self.call("actionkit", "/tools" + query, headers={CREDENTIAL: selector})

    def run_tool(self, tool, parameters, selector=None):
        return self.call("actionkit", "/tools", "POST", {"tool": tool, "parameters": parameters}, {CREDENTIAL: selector})

    def sync(self, path="", method="GET", body=None, **query):
        given = urllib.parse.urlencode(without_none(query))
        return self.call("sync", "/api/syncs" + path + ("?" + given if given else ""), method, body, version=None)

    # What is underneath

    def call(self, service, path, method="GET", body=None, headers=None, version=""):
        """One request, sent once: nobody knows whether one that failed has been carried out."""
        session = self.required()
        url = session["urls"][service] + path if version is None else self.address(service, path, version)
        data = None if body is None else (body if isinstance(body, str) else json.dumps(body)).encode()
        sent = {"Accept": "application/json", "Content-Type": "application/json", **without_none(headers or {})}
        sent["Authorization"] = "Bearer " + session["token"]
        try:
            request = urllib.request.Request(url, data=data, headers=sent, method=method)
            with OPENER.open(request, timeout=15) as response:
                return answer_of(response)
        except urllib.error.HTTPError as refused:
            answer = answer_of(refused)
            self.log_out_for(refused.code, answer, service)
            raise failure_of(refused.code, answer) from None
        except OSError as error:
            # What urllib says of it may hold the address, and with it the token.
            raise ParagonError("Paragon could not be reached: %s." % type(error).__name__) from None

    def log_out_for(self, status, answer, service):
        """A refused token ends the session; a refusal that is about something else does not."""
        if status not in (401, 403) or service == "proxy":
            return
        body = answer if isinstance(answer, dict) else {}
        meta = body.get("meta")
        if body.get("code") in HARMLESS_CODES or (isinstance(meta, dict) and meta.get("isIntegrationError") is True):
            return
        self.reset()

    def address(self, service, path, version=""):
        session = self.required()
        return "%s%s/projects/%s%s" % (session["urls"][service], version, session["projectId"], path)

    def required(self):
        if self.session is None:
            raise ParagonError("User not authenticated, call authenticate before anything else.")
        return self.session

    def integration(self, kind):
        for each in self.integrations:
            if each["type"] == kind:
                return each
        raise ParagonError('Integration "%s" not found.' % kind)

    def kind_of_workflow(self, workflow_id):
        self.required()
        for each in self.integrations:
            if any(workflow["id"] == workflow_id for workflow in each["workflows"]):
                return each["type"]
        raise ParagonError("Workflow not found in the configured integrations in your Paragon project.")

    def state(self, kind):
        self.required()
        self.integration(kind)
        return self.me()["integrations"][kind]

    def credential(self, kind, selector=None):
        state = self.state(kind)
        if not state["allCredentials"]:
            raise ParagonError('Integration "%s" is not installed.' % kind)
        for each in state["allCredentials"]:
            if each["id"] == state.get("credentialId") if selector is None else is_named(each, selector):
                return each
        raise ParagonError('Credential "%s" not found.' % selector)

    def both(self, kind, credential=None, configuration=None):
        account = self.credential(kind, credential)
        return {CREDENTIAL: account["id"], CONFIGURATION: configuration_of(account, configuration)["id"]}


def configuration_of(account, selector=None):
    for each in account["configurations"]:
        if each["isDefault"] if selector is None else is_named(each, selector):
            return each
    raise ParagonError("Credential configuration not found for provided id: %s." % selector)


def is_named(thing, selector):
    return selector == thing["id"] or thing.get("externalId") == selector.strip().removeprefix("ext:")


def check_external_id(external_id, selected, accounts):
    if external_id is None:
        return
    if external_id.strip() == "":
        raise ParagonError("`externalId` must not be an empty or whitespace-only string.")
    if selected is not None:
        raise ParagonError("`externalId` cannot be used together with `selectedCredentialId`.")
    if any(is_named(each, "ext:" + external_id) for each in accounts):
        raise ParagonError('A credential with externalId "%s" already exists.' % external_id)


def normalised(metadata):
    """Whatever way `name` and `email` are written, Paragon knows them with a capital (SDK 2.4.0)."""
    trimmed = ((key.strip(), value) for key, value in metadata.items())
    return {key.capitalize() if key.lower() in ("name", "email") else key: value for key, value in trimmed}


def answer_of(response):
    """JSON as what it says; None for nothing, and for JSON that is none."""
    try:
        text = response.read().decode()
    except OSError:
        return None
    if "application/json" not in (response.headers.get("content-type") or ""):
        return text or None
    try:
        return json.loads(text)
    except ValueError:
        return None


def failure_of(status, answer):
    if not isinstance(answer, dict):
        return ParagonError(answer or "Paragon answered %d." % status, status)
    message, meta, code = answer.get("message"), answer.get("meta"), answer.get("code")
    if isinstance(meta, dict) and meta.get("isIntegrationError") is True:
        message = json.dumps(meta)
    elif not isinstance(message, str):
        message = json.dumps(answer)
    return ParagonError(message, status, None if code is None else str(code))


def claims_of(token):
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def without_none(given):
    return {key: value for key, value in given.items() if value is not None}


client = Client()


def chosen(params):
    return {"credential": params.get("selectedCredentialId"), "configuration": params.get("selectedConfigurationId")}


def account(params):
    return params.get("selectedCredentialId")


# By name: what a command does with its parameters, and with a way to have an address opened.
COMMANDS = {
    "reset": lambda p, _: client.reset(),
    "authenticate": lambda p, _: client.authenticate(p, p.get("metadata")),
    "getUser": lambda p, _: client.get_user(),
    "getIntegrations": lambda p, _: client.get_integrations(),
    "setUserMetadata": lambda p, _: client.set_user_metadata(p["metadata"]),
    "installIntegration": client.install,
    "uninstallIntegration": lambda p, _: client.uninstall(p["integration"], account(p)),
    "getIntegrationAccount": lambda p, _: client.get_integration_account(
        p["integration"], p.get("includeAccountAuth", False), account(p)
    ),
    "request": lambda p, _: client.request(
        p["integration"], p["path"], p.get("method", "GET"), p.get("body"), p.get("headers"), account(p)
    ),
    "workflow": lambda p, _: client.workflow(
        p["workflowId"], p.get("body"), p.get("query"), p.get("headers"), **chosen(p)
    ),
    "event": lambda p, _: client.event(p["name"], p["payload"], **chosen(p)),
    "enableWorkflow": lambda p, _: client.set_workflow(p["workflowId"], True, **chosen(p)),
    "disableWorkflow": lambda p, _: client.set_workflow(p["workflowId"], False, **chosen(p)),
    "updateIntegrationUserSettings": lambda p, _: client.update_settings(
        p["integration"], p["settings"], None, **chosen(p)
    ),
    "updateWorkflowUserSettings": lambda p, _: client.update_settings(
        p["integration"], p["settings"], p["workflowId"], **chosen(p)
    ),
    "createConfiguration": lambda p, _: client.create_configuration(p["credentialId"], p.get("externalId")),
    "updateConfiguration": lambda p, _: client.update_configuration(p["credentialId"], p["id"], p["meta"]),
    "destroyConfiguration": lambda p, _: client.destroy_configuration(p["credentialId"], p["id"]),
    "getFieldOptions": lambda p, _: client.get_field_options(
        p["integration"], p["source"], p.get("parameters"), p.get("search"), p.get("cursor"), account(p)
    ),
    "getTriggers": lambda p, _: client.get_triggers(p["integration"], account(p)),
    "listTools": lambda p, _: client.list_tools(p.get("integrations"), account(p)),
    "runTool": lambda p, _: client.run_tool(p["tool"], p["parameters"], account(p)),
    "enableSync": lambda p, _: client.sync(method="POST", body=p),
    "updateSync": lambda p, _: client.sync("/" + p["syncId"], "PATCH", {"credentialId": p["credentialId"]}),
    "listSyncs": lambda p, _: client.sync(credentialId=p.get("credentialId")),
    "getSync": lambda p, _: client.sync("/" + p["syncId"]),
    "listRecords": lambda p, _: client.sync(
        "/%s/records" % p["syncId"], pageSize=p.get("pageSize"), cursor=p.get("cursor")
    ),
}


def say(message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def main():
    for line in sys.stdin:
        message = json.loads(line)
        number, name = message["id"], message["command"]

        def open_url(url):
            say({"id": number, "openUrl": url})
            return json.loads(sys.stdin.readline())["opened"]

        if name == "hello":
            about = {"protocol": 1, "name": "python", "version": "1.0.0", "language": "Python"}
            say({"id": number, "result": {**about, "capabilities": list(COMMANDS)}})
            continue
        try:
            say({"id": number, "result": COMMANDS[name](message["params"], open_url)})
        except ParagonError as error:
            details = without_none({"status": error.status, "code": error.code})
            say({"id": number, "error": {"message": str(error), **details}})
        except Exception as error:  # A fault of the driver's own is told as one, and the next command is answered.
            say({"id": number, "error": {"message": "%s: %s" % (type(error).__name__, error)}})


main()
