// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/commandline.h"

namespace outcrop::credentials
{

namespace
{

base::Error malformed(const QString &why)
{
    return base::makeError(
        base::ErrorKind::Credentials, QStringLiteral("The command of credential_process %1.").arg(why),
        QStringLiteral("Write it as in a shell, with quotes around words that have spaces."));
}

class Splitter
{
public:
    explicit Splitter(const QString &text) : m_text(text) {}

    base::Result<QStringList> split();

private:
    void take(QChar c)
    {
        m_word += c;
        m_inWord = true;
    }
    void endWord();
    void plain(QChar c);
    void inDoubleQuotes(QChar c);

    const QString &m_text;
    qsizetype m_at = 0;
    QChar m_quote; ///< null outside of quotes
    bool m_inWord = false;
    bool m_isCut = false; ///< a backslash at the end
    QString m_word;
    QStringList m_words;
};

base::Result<QStringList> Splitter::split()
{
    if (m_text.contains(QChar(u'\0')))
        return malformed(QStringLiteral("has a NUL in it"));
    for (; m_at < m_text.size(); ++m_at) {
        const QChar c = m_text.at(m_at);
        if (m_quote == u'"')
            inDoubleQuotes(c);
        else if (m_quote == u'\'' && c != m_quote)
            take(c);
        else if (m_quote == u'\'')
            m_quote = QChar();
        else
            plain(c);
    }
    if (!m_quote.isNull())
        return malformed(QStringLiteral("has a quote that is not closed"));
    if (m_isCut)
        return malformed(QStringLiteral("ends in a backslash"));
    endWord();
    if (m_words.isEmpty() || m_words.first().isEmpty())
        return malformed(QStringLiteral("is empty"));
    return m_words;
}

void Splitter::endWord()
{
    if (m_inWord)
        m_words += std::exchange(m_word, QString());
    m_inWord = false;
}

void Splitter::plain(QChar c)
{
    if (c == u' ' || c == u'\t' || c == u'\n' || c == u'\r') {
        endWord();
    } else if (c == u'\'' || c == u'"') {
        m_quote = c;
        m_inWord = true; // "" is a word
    } else if (c == u'\\') {
        m_isCut = m_at + 1 == m_text.size();
        if (!m_isCut)
            take(m_text.at(++m_at));
    } else {
        take(c);
    }
}

void Splitter::inDoubleQuotes(QChar c)
{
    const QChar next = m_at + 1 < m_text.size() ? m_text.at(m_at + 1) : QChar();
    if (c == u'"')
        m_quote = QChar();
    else if (c == u'\\' && (next == u'"' || next == u'\\'))
        take(m_text.at(++m_at));
    else
        take(c);
}

} // namespace

base::Result<QStringList> splitCommandLine(const QString &text)
{
    return Splitter(text).split();
}

} // namespace outcrop::credentials
