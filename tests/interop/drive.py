"""Makes calls with a vendor's own client, one for each line of JSON on standard input.

    python drive.py CLIENT

CLIENT is `tea` (alibabacloud-push20160801 and alibabacloud-onsmqtt20200420), `core` (aliyun-python-sdk-core) or
`jpush`. A line is {"port", "id", "secret", "token", "version", "operation", "parameters"}. What the client made of the
call is printed as a line of JSON: {"answer": {…}}, or {"refused": {…}} with as much of the refusal as it shows.
"""

import json
import logging
import re
import sys

REGION = "cn-hangzhou"


def tea(order):
    """Typed calls, signed with ACS3-HMAC-SHA256."""
    from alibabacloud_tea_openapi.exceptions import AlibabaCloudException, ThrottlingException
    from alibabacloud_tea_openapi.models import Config

    if order["version"] == "2016-08-01":
        from alibabacloud_push20160801 import models
        from alibabacloud_push20160801.client import Client
    else:
        from alibabacloud_onsmqtt20200420 import models
        from alibabacloud_onsmqtt20200420.client import Client

    client = Client(
        Config(
            access_key_id=order["id"],
            access_key_secret=order["secret"],
            security_token=order["token"],
            endpoint=f"127.0.0.1:{order['port']}",
            protocol="http",
            region_id=REGION,
        )
    )
    operation = order["operation"]
    request = getattr(models, operation + "Request")().from_map(order["parameters"])
    # A model ignores what it does not know.
    if request.to_map() != order["parameters"]:
        raise ValueError(f"the vendor's {operation}Request has no such parameters: {order['parameters']}")
    try:
        response = getattr(client, re.sub(r"(?<!^)(?=[A-Z])", "_", operation).lower())(request)
    except AlibabaCloudException as error:
        refused = {
            "status": error.status_code,
            "code": error.code,
            "message": error.data["Message"],
            "request_id": error.request_id,
        }
        if isinstance(error, ThrottlingException):
            refused["retry_after_millis"] = error.retry_after
        return {"refused": refused}
    return {"answer": response.body.to_map()}


def core(order):
    """Untyped calls, signed with HMAC-SHA1."""
    from aliyunsdkcore.acs_exception.exceptions import ServerException
    from aliyunsdkcore.auth.credentials import AccessKeyCredential, StsTokenCredential
    from aliyunsdkcore.client import AcsClient
    from aliyunsdkcore.request import CommonRequest

    if order["token"] is None:
        credential = AccessKeyCredential(order["id"], order["secret"])
    else:
        credential = StsTokenCredential(order["id"], order["secret"], order["token"])
    client = AcsClient(region_id=REGION, credential=credential, auto_retry=False)
    request = CommonRequest(f"127.0.0.1:{order['port']}", order["version"], order["operation"])
    request.set_protocol_type("http")
    request.set_method("POST")
    for name, value in order["parameters"].items():
        # As the clients of single services do that are built upon this one.
        if isinstance(value, list):
            for number, item in enumerate(value, 1):
                request.add_query_param(f"{name}.{number}", item)
        elif isinstance(value, dict):
            request.add_query_param(name, json.dumps(value, ensure_ascii=False, separators=(",", ":")))
        else:
            request.add_query_param(name, value)
    try:
        return {"answer": json.loads(client.do_action_with_exception(request))}
    except ServerException as error:
        return {
            "refused": {
                "status": error.get_http_status(),
                "code": error.get_error_code(),
                "message": error.get_error_msg(),
                "request_id": error.get_request_id(),
            }
        }


def jpush(order):
    """Schedules of JPush, whose payloads are built by its functions."""
    from jpush import JPush, JPushFailure, Unauthorized, common

    root = f"http://127.0.0.1:{order['port']}/v3/"
    for zone in common.ZONES.values():
        zone.update({"PUSH": root, "SCHEDULE": root + "schedules/"})
    # The client reads this address and sets it nowhere.
    common.BASE_SCHEDULEURL = root + "schedules/"
    client = JPush(order["id"], order["secret"])
    try:
        payload = schedule_call(client, order["operation"], order["parameters"]).payload
    except JPushFailure as error:
        return {
            "refused": {
                "status": error.response.status_code,
                "code": str(error.error_code),
                "message": error.details,
            }
        }
    except Unauthorized:
        # The client throws away what was answered.
        return {"refused": {"status": 401}}
    # This stands for an answer without a body.
    return {"answer": {} if payload == "success" else payload}


def schedule_call(client, operation, parameters):
    schedules = client.create_schedule()
    if operation == "schedule.create":
        return schedules.post_schedule(schedule(client, parameters))
    if operation == "schedule.update":
        return schedules.put_schedule(schedule(client, parameters), parameters["schedule_id"])
    if operation == "schedule.list":
        return schedules.get_schedule_list(parameters["page"])
    if operation == "schedule.get":
        return schedules.get_schedule_by_id(parameters["schedule_id"])
    if operation == "schedule.delete":
        return schedules.delete_schedule(parameters["schedule_id"])
    if operation == "schedule.msg_ids":
        response = schedules.get_msg_ids(parameters["schedule_id"])
        # The client leaves each of them as the JSON text that it is; ours reads it and keeps the text.
        response.payload["msgids"] = [{**json.loads(text), "text": text} for text in response.payload["msgids"]]
        return response
    if operation == "schedule.cid":
        return client.create_push().get_cid(parameters["count"], "schedule")
    raise ValueError(f"the vendor's client has no {operation}")


def schedule(client, parameters):
    from jpush import schedulepayload

    trigger = parameters.get("trigger")
    if trigger is not None:
        [members] = trigger.values()
        trigger = schedulepayload.trigger(**members)
    push = parameters.get("push")
    if push is not None:
        push = push_payload(client, push)
    return schedulepayload.schedulepayload(parameters.get("name"), parameters.get("enabled"), trigger, push)


def push_payload(client, members):
    import jpush

    push = client.create_push()
    platform = members["platform"]
    push.platform = jpush.all_ if platform == "all" else jpush.platform(*platform)
    audience = members["audience"]
    if audience == "all":
        push.audience = jpush.all_
    else:
        push.audience = jpush.audience(*(getattr(jpush, kind)(*values) for kind, values in audience.items()))
    if "notification" in members:
        notification = dict(members["notification"])
        for block, build in (("android", jpush.android), ("ios", jpush.ios), ("hmos", jpush.hmos)):
            if block in notification:
                arguments = notification[block].items()
                notification[block] = build(**{name.replace("-", "_"): value for name, value in arguments})
        push.notification = jpush.notification(**notification)
    if "message" in members:
        push.message = jpush.message(**members["message"])
    if "sms_message" in members:
        push.smsmessage = jpush.smsmessage(**members["sms_message"])
    push.options = members.get("options")
    return push.payload


def main():
    # The clients log refusals, which are what some cases are about.
    logging.disable(logging.CRITICAL)
    call = {"tea": tea, "core": core, "jpush": jpush}[sys.argv[1]]
    for line in sys.stdin:
        print(json.dumps(call(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
