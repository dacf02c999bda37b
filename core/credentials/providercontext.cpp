// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/providercontext.h"

namespace outcrop::credentials
{

namespace
{

net::TransportOptions direct()
{
    net::TransportOptions options;
    options.askDesktop = false; // without rules of its own: no proxy at all
    return options;
}

struct ContextAndTransports {
    explicit ContextAndTransports(const net::TransportOptions &options) : transport(options), local(direct())
    {
        context.transport = &transport;
        context.localTransport = &local;
    }

    net::QtHttpTransport transport;
    net::QtHttpTransport local;
    ProviderContext context;
};

} // namespace

base::Error noLocalTransport()
{
    return base::makeError(base::ErrorKind::Internal,
                           QStringLiteral("There is no way to this computer's own services that is sure to "
                                          "go past the proxy, so they were not asked."));
}

std::shared_ptr<ProviderContext> contextWithTransport(const net::TransportOptions &options)
{
    const auto both = std::make_shared<ContextAndTransports>(options);
    return std::shared_ptr<ProviderContext>(both, &both->context);
}

} // namespace outcrop::credentials
