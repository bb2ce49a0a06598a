# In a project made by: mix phx.new demo --no-ecto
# lib/demo_web/endpoint.ex has:
#   socket "/socket", DemoWeb.EchoSocket, websocket: true
defmodule DemoWeb.EchoSocket do
  use Phoenix.Socket

  channel "echo", DemoWeb.EchoChannel

  @impl true
  def connect(_params, socket, _connect_info), do: {:ok, socket}

  @impl true
  def id(_socket), do: nil
end

defmodule DemoWeb.EchoChannel do
  use Phoenix.Channel

  @impl true
  def join("echo", _payload, socket), do: {:ok, socket}

  @impl true
  def handle_in("message", payload, socket), do: {:reply, {:ok, payload}, socket}
end
