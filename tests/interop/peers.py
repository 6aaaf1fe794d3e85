#!/usr/bin/env python3
"""The vendors' Python clients as peers of the benchmark `loopback`, which starts this and the server.

    peers.py KIND PORT IN_FLIGHT CALLS

makes so many calls, so many of them in flight, after a tenth as many to warm up, and prints how many calls were made,
how many seconds they took by the clock, and how many of the processor. Without arguments it prints the kinds, one a
line.
"""

import asyncio
import os
import sys
import threading
import time

# As large as that of the typed calls.
PAYLOAD = "a" * 400

# The server is on this machine, wherever proxies are.
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1"


def mqtt(port):
    """A client of ApsaraMQ for MQTT, and the request that it sends."""
    from alibabacloud_onsmqtt20200420.client import Client
    from alibabacloud_onsmqtt20200420.models import SendMessageRequest
    from alibabacloud_tea_openapi.models import Config

    client = Client(
        Config(
            access_key_id="EXAMPLE-ID",
            access_key_secret="EXAMPLE-NOT-A-SECRET",
            endpoint=f"127.0.0.1:{port}",
            protocol="http",
            region_id="cn-hangzhou",
        )
    )
    return client, SendMessageRequest(instance_id="post-cn-0pp12gl****", mqtt_topic="TopicA", payload=PAYLOAD)


def mqtt_threads(port, in_flight):
    client, request = mqtt(port)

    def call():
        assert client.send_message(request).body.msg_id

    return Threads(in_flight, call)


def mqtt_async(port, in_flight):
    client, request = mqtt(port)

    async def call():
        response = await client.send_message_async(request)
        assert response.body.msg_id

    return Tasks(in_flight, call)


def core_threads(port, in_flight):
    from aliyunsdkcore.client import AcsClient
    from aliyunsdkcore.request import CommonRequest

    client = AcsClient("EXAMPLE-ID", "EXAMPLE-NOT-A-SECRET", "cn-hangzhou", auto_retry=False, pool_size=in_flight)

    def call():
        # The client writes into its requests, so each call has its own.
        request = CommonRequest(f"127.0.0.1:{port}", "2020-04-20", "SendMessage")
        request.set_protocol_type("http")
        request.set_method("POST")
        request.add_query_param("InstanceId", "post-cn-0pp12gl****")
        request.add_query_param("MqttTopic", "TopicA")
        request.add_query_param("Payload", PAYLOAD)
        assert client.do_action_with_exception(request)

    return Threads(in_flight, call)


def jpush_threads(port, in_flight):
    import jpush
    from jpush import common, schedulepayload

    for zone in common.ZONES.values():
        zone["SCHEDULE"] = f"http://127.0.0.1:{port}/v3/schedules/"
    client = jpush.JPush("EXAMPLE-ID", "EXAMPLE-NOT-A-SECRET")

    def call():
        push = client.create_push()
        push.platform = push.audience = jpush.all_
        push.notification = jpush.notification(alert=PAYLOAD)
        trigger = schedulepayload.trigger("2027-01-01 00:00:00")
        task = schedulepayload.schedulepayload("new_year", True, trigger, push.payload)
        assert client.create_schedule().post_schedule(task).payload

    return Threads(in_flight, call)


class Threads:
    """Makes calls, each thread one at a time."""

    def __init__(self, in_flight, call):
        self.in_flight = in_flight
        self.call = call

    def make(self, calls):
        def work(share):
            for _ in range(share):
                self.call()

        workers = [threading.Thread(target=work, args=(share,)) for share in shares(calls, self.in_flight)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()


class Tasks:
    """Makes calls, each task one at a time, on one event loop."""

    def __init__(self, in_flight, call):
        self.in_flight = in_flight
        self.call = call
        self.loop = asyncio.new_event_loop()

    def make(self, calls):
        async def work(share):
            for _ in range(share):
                await self.call()

        async def all_of_them():
            await asyncio.gather(*(work(share) for share in shares(calls, self.in_flight)))

        self.loop.run_until_complete(all_of_them())


def shares(calls, workers):
    """The calls of each worker, who have equally many but for one."""
    return [calls // workers + (worker < calls % workers) for worker in range(workers)]


KINDS = {
    "alibabacloud-onsmqtt20200420 with threads": mqtt_threads,
    "alibabacloud-onsmqtt20200420 with asyncio": mqtt_async,
    "aliyun-python-sdk-core with threads": core_threads,
    "jpush with threads": jpush_threads,
}


def main():
    if len(sys.argv) == 1:
        print("\n".join(KINDS))
        return
    kind, port, in_flight, calls = sys.argv[1], *map(int, sys.argv[2:])
    # A thread that fails says so and ends, and nobody else would notice.
    failed = []
    threading.excepthook = lambda failure: failed.append(failure.exc_value)
    client = KINDS[kind](port, in_flight)
    client.make(calls // 10)
    began, processor = time.perf_counter(), time.process_time()
    client.make(calls)
    seconds, processor = time.perf_counter() - began, time.process_time() - processor
    if failed:
        raise failed[0]
    print(calls, seconds, processor)


if __name__ == "__main__":
    main()
