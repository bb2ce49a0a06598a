# pip install crossbar; crossbar init; crossbar start; python echo.py
from autobahn.asyncio.component import Component, run

component = Component(transports="ws://localhost:8080/ws", realm="realm1")


@component.register("com.example.echo")
async def echo(data):
    return data


if __name__ == "__main__":
    run([component])
