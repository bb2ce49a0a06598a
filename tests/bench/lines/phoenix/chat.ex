# In a project made by: mix phx.new demo --no-ecto
# lib/demo_web/endpoint.ex has:
#   socket "/socket", DemoWeb.ChatSocket, websocket: true
defmodule DemoWeb.ChatSocket do
  use Phoenix.Socket

  channel "room:*", DemoWeb.RoomChannel

  @impl true
  def connect(_params, socket, _connect_info), do: {:ok, socket}

  @impl true
  def id(_socket), do: nil
end

defmodule DemoWeb.RoomChannel do
  use Phoenix.Channel

  @impl true
  def join("room:" <> _room, %{"name" => name}, socket)
      when is_binary(name) and byte_size(name) in 1..32 do
    send(self(), :after_join)
    {:ok, assign(socket, :name, name)}
  end

  def join(_topic, _payload, _socket), do: {:error, %{reason: "A name has 1 to 32 bytes."}}

  @impl true
  def handle_info(:after_join, socket) do
    broadcast!(socket, "came", %{name: socket.assigns.name})
    {:noreply, socket}
  end

  @impl true
  def handle_in("say", %{"text" => text}, socket) do
    broadcast!(socket, "said", %{name: socket.assigns.name, text: text})
    {:noreply, socket}
  end

  @impl true
  def terminate(_reason, socket), do: broadcast!(socket, "left", %{name: socket.assigns.name})
end
