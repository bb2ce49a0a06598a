// SPDX-License-Identifier: LGPL-3.0-or-later
// Peer: an echo endpoint by libwebsockets, whole messages, compression on and the limit the suite
// asks about. Prints its port.   lws_echo MAX-MESSAGE
#include <libwebsockets.h>

#include <cstdio>
#include <cstdlib>
#include <deque>
#include <string>

namespace {

std::size_t maxMessage = 0;

struct Message
{
    std::string data;
    bool binary = false;
};

/// What is kept of a client; lws gives the memory, so it holds a pointer only.
struct Client
{
    Message incoming;
    std::deque<Message> outgoing;
    bool tooBig = false;
};

void receive(lws *wsi, Client &client, const void *in, std::size_t size)
{
    if (client.tooBig)
        return;
    if (lws_is_first_fragment(wsi))
        client.incoming = {{}, lws_frame_is_binary(wsi) != 0};
    client.incoming.data.append(static_cast<const char *>(in), size);
    if (client.incoming.data.size() > maxMessage) {
        client.tooBig = true;
        lws_close_reason(wsi, LWS_CLOSE_STATUS_MESSAGE_TOO_LARGE, nullptr, 0);
        lws_callback_on_writable(wsi);
    } else if (lws_is_final_fragment(wsi)) {
        client.outgoing.push_back(std::move(client.incoming));
        client.incoming = {};
        lws_callback_on_writable(wsi);
    }
}

int write(lws *wsi, Client &client)
{
    if (client.tooBig)
        return -1; // with the reason given above
    if (client.outgoing.empty())
        return 0;
    const Message message = std::move(client.outgoing.front());
    client.outgoing.pop_front();
    std::string buffer(LWS_PRE, '\0');
    buffer += message.data;
    auto *const start = reinterpret_cast<unsigned char *>(buffer.data()) + LWS_PRE;
    if (lws_write(wsi, start, message.data.size(),
                  message.binary ? LWS_WRITE_BINARY : LWS_WRITE_TEXT) < 0)
        return -1;
    if (!client.outgoing.empty())
        lws_callback_on_writable(wsi);
    return 0;
}

int serve(lws *wsi, lws_callback_reasons reason, void *user, void *in, std::size_t size)
{
    auto *const place = static_cast<Client **>(user);
    switch (reason) {
    case LWS_CALLBACK_ESTABLISHED:
        *place = new Client;
        break;
    case LWS_CALLBACK_CLOSED:
        delete *place;
        break;
    case LWS_CALLBACK_RECEIVE:
        receive(wsi, **place, in, size);
        break;
    case LWS_CALLBACK_SERVER_WRITEABLE:
        return write(wsi, **place);
    default:
        break;
    }
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    maxMessage = std::strtoul(argv[1], nullptr, 10);
    setvbuf(stdout, nullptr, _IOLBF, 0);
    lws_set_log_level(LLL_ERR, nullptr);
    static const lws_protocols protocols[] = {
        {"default", serve, sizeof(Client *), 65536, 0, nullptr, 0},
        {nullptr, nullptr, 0, 0, 0, nullptr, 0}};
    static const lws_extension extensions[] = {
        {"permessage-deflate", lws_extension_callback_pm_deflate, "permessage-deflate"},
        {nullptr, nullptr, nullptr}};
    lws_context_creation_info info{};
    info.port = 0;
    info.iface = "lo";
    info.protocols = protocols;
    info.extensions = extensions;
    info.options = LWS_SERVER_OPTION_VALIDATE_UTF8 | LWS_SERVER_OPTION_EXPLICIT_VHOSTS;
    info.gid = gid_t(-1);
    info.uid = uid_t(-1);
    lws_context *const context = lws_create_context(&info);
    lws_vhost *const vhost = context ? lws_create_vhost(context, &info) : nullptr;
    if (!vhost)
        return 1;
    std::printf("%d\n", lws_get_vhost_listen_port(vhost));
    while (lws_service(context, 0) >= 0) {
    }
    lws_context_destroy(context);
    return 0;
}
