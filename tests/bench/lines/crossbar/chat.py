# pip install crossbar; crossbar init; crossbar start; python chat.py
from autobahn.asyncio.component import Component, run
from autobahn.wamp.exception import ApplicationError
from autobahn.wamp.types import RegisterOptions

component = Component(transports="ws://localhost:8080/ws", realm="realm1")
people = {}


@component.on_join
async def joined(session, _details):
    def enter(room, name, details):
        if not isinstance(name, str) or not 1 <= len(name) <= 32:
            raise ApplicationError("com.example.bad_name", "A name has 1 to 32 characters.")
        people[details.caller] = (room, name)
        session.publish(f"com.example.room.{room}", "came", name)

    def say(text, details):
        if details.caller not in people:
            raise ApplicationError("com.example.no_name", "Say who you are first.")
        room, name = people[details.caller]
        session.publish(f"com.example.room.{room}", "said", name, text)

    def left(caller):
        room, name = people.pop(caller, (None, None))
        if name:
            session.publish(f"com.example.room.{room}", "left", name)

    with_caller = RegisterOptions(details_arg="details")
    await session.register(enter, "com.example.enter", options=with_caller)
    await session.register(say, "com.example.say", options=with_caller)
    await session.subscribe(left, "wamp.session.on_leave")


if __name__ == "__main__":
    run([component])
