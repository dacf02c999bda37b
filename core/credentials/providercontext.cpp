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

std::shared_ptr<ProviderContext> contextWithTransport(const net::TransportOptions &options)
{
    const auto both = std::make_shared<ContextAndTransports>(options);
    return std::shared_ptr<ProviderContext>(both, &both->context);
}

} // namespace outcrop::credentials
