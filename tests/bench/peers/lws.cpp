// SPDX-License-Identifier: LGPL-3.0-or-later
// Peer: libwebsockets, one thread, its loop libuv's. lws PORT
//
// Its rule is one lws_write() per writable callback; a message is stored once, with the room before
// it that the library wants for the frame's head.
#include <libwebsockets.h>

#include <csignal>
#include <cstdlib>
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>

namespace {

struct Message
{
    std::string bytes; // LWS_PRE unused ones first
    bool binary;
};

struct Client
{
    lws *socket = nullptr;
    std::string path;
    std::string incoming;
    std::deque<std::shared_ptr<Message>> queue;
};

std::map<std::string, std::set<Client *>> rooms;
lws_context *context = nullptr;

Client *clientOf(void *user)
{
    return *static_cast<Client **>(user);
}

void enter(lws *socket, void *user)
{
    char path[256];
    const int length = lws_hdr_copy(socket, path, sizeof path, WSI_TOKEN_GET_URI);
    auto *client = new Client{socket, {path, std::size_t(length > 0 ? length : 0)}, {}, {}};
    *static_cast<Client **>(user) = client;
    if (client->path != "/echo")
        rooms[client->path].insert(client);
}

void leave(Client *client)
{
    rooms[client->path].erase(client);
    delete client;
}

void queue(Client *client, const std::shared_ptr<Message> &message)
{
    client->queue.push_back(message);
    lws_callback_on_writable(client->socket);
}

void receive(Client *client, const void *data, std::size_t size)
{
    client->incoming.append(static_cast<const char *>(data), size);
    if (!lws_is_final_fragment(client->socket) || lws_remaining_packet_payload(client->socket) > 0)
        return;
    auto message = std::make_shared<Message>();
    message->bytes.reserve(LWS_PRE + client->incoming.size());
    message->bytes.assign(LWS_PRE, '\0');
    message->bytes += client->incoming;
    message->binary = lws_frame_is_binary(client->socket);
    client->incoming.clear();
    if (client->path == "/echo")
        return queue(client, message);
    for (Client *member : rooms[client->path])
        queue(member, message);
}

int writeOne(Client *client)
{
    if (client->queue.empty())
        return 0;
    const std::shared_ptr<Message> message = std::move(client->queue.front());
    client->queue.pop_front();
    auto *bytes = reinterpret_cast<unsigned char *>(message->bytes.data()) + LWS_PRE;
    const std::size_t size = message->bytes.size() - LWS_PRE;
    if (lws_write(client->socket, bytes, size,
                  message->binary ? LWS_WRITE_BINARY : LWS_WRITE_TEXT) < int(size))
        return -1;
    if (!client->queue.empty())
        lws_callback_on_writable(client->socket);
    return 0;
}

int callback(lws *socket, lws_callback_reasons reason, void *user, void *data, std::size_t size)
{
    switch (reason) {
    case LWS_CALLBACK_ESTABLISHED:
        enter(socket, user);
        return 0;
    case LWS_CALLBACK_RECEIVE:
        receive(clientOf(user), data, size);
        return 0;
    case LWS_CALLBACK_SERVER_WRITEABLE:
        return writeOne(clientOf(user));
    case LWS_CALLBACK_CLOSED:
        leave(clientOf(user));
        return 0;
    default:
        return lws_callback_http_dummy(socket, reason, user, data, size);
    }
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    lws_set_log_level(LLL_ERR | LLL_WARN, nullptr);
    const lws_protocols protocols[] = {
        {"relay", callback, sizeof(Client *), 64 * 1024, 0, nullptr, 0},
        {nullptr, nullptr, 0, 0, 0, nullptr, 0},
    };
    lws_context_creation_info info{};
    info.port = std::atoi(argv[1]);
    info.iface = "127.0.0.1";
    info.protocols = protocols;
    info.options = LWS_SERVER_OPTION_LIBUV | LWS_SERVER_OPTION_DISABLE_IPV6;
    info.max_http_header_pool = 1024; // handshakes under way
    info.count_threads = 1;
    context = lws_create_context(&info);
    if (!context)
        return 1;
    std::signal(SIGTERM, [](int) { std::_Exit(0); });
    while (lws_service(context, 0) >= 0) {
    }
    lws_context_destroy(context);
    return 0;
}
