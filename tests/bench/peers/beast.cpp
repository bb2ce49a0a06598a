// SPDX-License-Identifier: LGPL-3.0-or-later
// Peer: Boost.Beast, one thread. beast PORT
//
// As its own chat example does: a message is stored once, each client has a queue of pointers and
// one asynchronous write under way. Beast writes one message at a time, so nothing can be gathered.
#include <utility> // first: Asio 1.74 uses std::exchange without it

#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>

#include <cstdlib>
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>

namespace beast = boost::beast;
namespace http = beast::http;
namespace net = boost::asio;
namespace websocket = beast::websocket;
using net::ip::tcp;

namespace {

// Without the type-erased executor.
using Executor = net::io_context::executor_type;
using Socket = net::basic_stream_socket<tcp, Executor>;
using Acceptor = net::basic_socket_acceptor<tcp, Executor>;

class Client;
std::map<std::string, std::set<Client *>> rooms;

class Client : public std::enable_shared_from_this<Client>
{
public:
    explicit Client(Socket &&socket) : m_stream(std::move(socket))
    {
        m_stream.next_layer().set_option(tcp::no_delay(true));
        m_stream.auto_fragment(false);
    }
    ~Client() { rooms[m_path].erase(this); }

    void start()
    {
        auto request = std::make_shared<http::request<http::empty_body>>();
        http::async_read(
            m_stream.next_layer(), m_buffer, *request,
            [self = shared_from_this(), request](beast::error_code error, std::size_t) {
                if (!error)
                    self->accept(request);
            });
    }

    void send(const std::shared_ptr<const std::string> &message)
    {
        m_queue.push_back(message);
        if (m_queue.size() == 1)
            write();
    }

private:
    void accept(const std::shared_ptr<http::request<http::empty_body>> &request)
    {
        m_path = std::string(request->target());
        m_stream.async_accept(*request,
                              [self = shared_from_this(), request](beast::error_code error) {
                                  if (error)
                                      return;
                                  if (self->m_path != "/echo")
                                      rooms[self->m_path].insert(self.get());
                                  self->read();
                              });
    }

    void read()
    {
        m_stream.async_read(m_buffer,
                            [self = shared_from_this()](beast::error_code error, std::size_t) {
                                if (!error)
                                    self->received();
                            });
    }

    void received()
    {
        const auto message =
            std::make_shared<const std::string>(beast::buffers_to_string(m_buffer.data()));
        m_buffer.consume(m_buffer.size());
        if (m_path == "/echo")
            send(message);
        else
            for (Client *member : rooms[m_path])
                member->send(message);
        read();
    }

    void write()
    {
        m_stream.text(true);
        m_stream.async_write(net::buffer(*m_queue.front()),
                             [self = shared_from_this()](beast::error_code error, std::size_t) {
                                 if (error)
                                     return;
                                 self->m_queue.pop_front();
                                 if (!self->m_queue.empty())
                                     self->write();
                             });
    }

    websocket::stream<Socket, false> m_stream; // false: no compression
    beast::flat_buffer m_buffer;
    std::deque<std::shared_ptr<const std::string>> m_queue;
    std::string m_path;
};

void accept(Acceptor &acceptor)
{
    acceptor.async_accept([&acceptor](beast::error_code error, Socket socket) {
        if (!error)
            std::make_shared<Client>(std::move(socket))->start();
        accept(acceptor);
    });
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    net::io_context context(BOOST_ASIO_CONCURRENCY_HINT_UNSAFE);
    const tcp::endpoint address(net::ip::address_v4::loopback(),
                                static_cast<unsigned short>(std::atoi(argv[1])));
    Acceptor acceptor(context);
    acceptor.open(address.protocol());
    acceptor.set_option(net::socket_base::reuse_address(true));
    acceptor.bind(address);
    acceptor.listen(4096);
    accept(acceptor);
    context.run();
    return 0;
}
