// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/transport.h"

#ifdef Q_OS_UNIX
#include "gateway/descriptor_transport.h"
#else
#include "gateway/socket_transport.h"
#endif

namespace Lanroom {

Transport::~Transport() = default;

void Transport::sayGone()
{
    m_ticket.reset();
    if (m_user)
        m_user->gone();
}

std::unique_ptr<Transport> Transport::adopt(qintptr descriptor)
{
#ifdef Q_OS_UNIX
    return DescriptorTransport::adopt(int(descriptor));
#else
    return SocketTransport::adopt(descriptor);
#endif
}

} // namespace Lanroom
