// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/promptlayers.h"

#include "core/aws/hash.h"
#include "core/converse/tokenestimate.h"

#include <numeric>

namespace outcrop::simulator
{

using namespace Qt::Literals::StringLiterals;
using json::Json;

namespace
{

class LayerBuilder
{
public:
    /// Adds one item of a section; @p extraTokens is what surrounds it.
    void add(const QByteArray &section, const Json &item, qint64 tokens)
    {
        if (const auto point = item.find("cachePoint"_L1)) {
            const bool hour = point->value("ttl"_L1).toString() == "1h"_L1;
            m_layers.points.push_back({static_cast<qsizetype>(m_layers.blocks.size()),
                                       hour ? std::chrono::minutes(60) : std::chrono::minutes(5)});
            return;
        }
        m_hash = aws::sha256Hex(m_hash + section + '\n' + json::write(item));
        m_layers.blocks.push_back({m_hash, tokens});
    }

    PromptLayers take() { return std::move(m_layers); }

private:
    PromptLayers m_layers;
    QByteArray m_hash;
};

} // namespace

qint64 PromptLayers::totalTokens() const
{
    return std::accumulate(blocks.begin(), blocks.end(), qint64(0),
                           [](qint64 sum, const PromptBlock &block) { return sum + block.tokens; });
}

PromptLayers promptLayersOf(const Json &body)
{
    LayerBuilder builder;
    const Json tools = body.value("toolConfig"_L1).value("tools"_L1);
    for (qsizetype i = 0; i < tools.size(); ++i)
        builder.add("tools", tools.at(i), converse::estimateToolTokens(tools.at(i)));
    const Json system = body.value("system"_L1);
    for (qsizetype i = 0; i < system.size(); ++i)
        builder.add("system", system.at(i), converse::estimateBlockTokens(system.at(i)));
    const Json messages = body.value("messages"_L1);
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const Json content = messages.at(i).value("content"_L1);
        // The number of the message keeps two turns of one block apart from one turn of two.
        const QByteArray section = messages.at(i).value("role"_L1).toUtf8() + QByteArray::number(i);
        for (qsizetype block = 0; block < content.size(); ++block) {
            const qint64 around = block == 0 ? converse::tokensPerMessage : 0;
            builder.add(section, content.at(block),
                        around + converse::estimateBlockTokens(content.at(block)));
        }
    }
    return builder.take();
}

} // namespace outcrop::simulator
