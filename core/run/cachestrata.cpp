// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/cachestrata.h"

#include "core/converse/tokenestimate.h"

#include <cmath>

namespace outcrop::run
{

namespace
{

using namespace Qt::StringLiterals;

bool isFile(const json::Json &block)
{
    return block.contains("image"_L1) || block.contains("document"_L1) || block.contains("video"_L1) ||
           block.contains("audio"_L1);
}

bool holdsFile(const json::Json &block)
{
    const json::Json inner = block.value("toolResult"_L1).value("content"_L1);
    for (qsizetype i = 0; i < inner.size(); ++i) {
        if (isFile(inner.at(i)))
            return true;
    }
    return isFile(block) || block.value("guardContent"_L1).contains("image"_L1);
}

// Bytes as text has them. A picture counts as the text of as many tokens, however large its file is; also
// because writing 25 MB to see how long they are would hold the window.
double sizeOf(const json::Json &block)
{
    constexpr double bytesPerToken = 4;
    return holdsFile(block) ? bytesPerToken * static_cast<double>(converse::estimateBlockTokens(block))
                            : static_cast<double>(json::write(block).size());
}

// A request as one row of blocks in cache order.
struct Layer {
    CacheState *state;
    double sizeAfter; // bytes of everything up to and including this block
    bool cachePoint;
};

class Layers
{
public:
    void add(const json::Json &blocks, std::vector<CacheState> &states)
    {
        // Sized once: the layers keep pointers into it.
        states.assign(static_cast<size_t>(blocks.isArray() ? blocks.size() : 0), CacheState::None);
        for (size_t i = 0; i < states.size(); ++i) {
            const json::Json block = blocks.at(static_cast<qsizetype>(i));
            const bool point = block.contains("cachePoint"_L1);
            if (!point)
                m_size += sizeOf(block);
            m_layers.push_back({&states[i], m_size, point});
        }
    }

    double total() const { return m_size; }

    // One past the cache point whose prefix is nearest to `size`, not before `from`; `from` if there is none.
    size_t endOfPrefix(double size, size_t from) const
    {
        size_t best = from;
        double distance = 0;
        for (size_t i = from; i < m_layers.size(); ++i) {
            if (!m_layers[i].cachePoint)
                continue;
            const double d = std::abs(m_layers[i].sizeAfter - size);
            if (best == from || d < distance) {
                best = i + 1;
                distance = d;
            }
        }
        return best;
    }

    void paint(size_t from, size_t to, CacheState state)
    {
        for (size_t i = from; i < to; ++i)
            *m_layers[i].state = state;
    }

private:
    std::vector<Layer> m_layers;
    double m_size = 0;
};

double tokens(const json::Json &usage, QLatin1StringView name)
{
    return static_cast<double>(usage.value(name).toInt().value_or(0));
}

} // namespace

CacheStrata cacheStrata(const json::Json &body, const json::Json &usage)
{
    CacheStrata strata;
    Layers layers;
    layers.add(body.value("toolConfig"_L1).value("tools"_L1), strata.tools);
    layers.add(body.value("system"_L1), strata.system);
    const json::Json messages = body.value("messages"_L1);
    strata.messages.resize(static_cast<size_t>(messages.isArray() ? messages.size() : 0));
    for (size_t i = 0; i < strata.messages.size(); ++i)
        layers.add(messages.at(static_cast<qsizetype>(i)).value("content"_L1), strata.messages[i]);

    const double read = tokens(usage, "cacheReadInputTokens"_L1);
    const double written = tokens(usage, "cacheWriteInputTokens"_L1);
    const double prompt = read + written + tokens(usage, "inputTokens"_L1);
    if (prompt <= 0)
        return strata;
    const double bytesPerToken = layers.total() / prompt;
    const size_t readEnd = read > 0 ? layers.endOfPrefix(read * bytesPerToken, 0) : 0;
    layers.paint(0, readEnd, CacheState::Read);
    if (written > 0)
        layers.paint(readEnd, layers.endOfPrefix((read + written) * bytesPerToken, readEnd),
                     CacheState::Write);
    return strata;
}

} // namespace outcrop::run
