// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/attachmentpreview.h"

#include "core/base/offthread.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace outcrop::ui::widgets
{

using namespace Qt::StringLiterals;
using attachments::AttachmentFacts;
using attachments::Medium;
using Source = AttachmentFacts::Source;

namespace
{

constexpr QSize usualSize(760, 560);
constexpr QSize largestImage(2400, 2400);
/// More would take the text field a moment to lay out.
constexpr qsizetype mostText = 256 * 1024;

/// The image in the middle, made smaller where it does not fit.
class ImageView final : public QWidget
{
public:
    explicit ImageView(QImage image) : m_image(std::move(image)) { setMinimumSize(160, 120); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        QSize size = m_image.size();
        if (size.width() > width() || size.height() > height())
            size.scale(this->size(), Qt::KeepAspectRatio);
        painter.drawImage(QRect({(width() - size.width()) / 2, (height() - size.height()) / 2}, size),
                          m_image);
    }

private:
    QImage m_image;
};

TextLabel *sentence(const QString &text)
{
    auto *label = new TextLabel(text, TextRole::Muted);
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

} // namespace

AttachmentPreview::AttachmentPreview(const json::Json &block, const QString &title, QWidget *parent)
    : QDialog(parent), m_layout(new QVBoxLayout(this)), m_view(sentence(tr("Reading…")))
{
    setWindowTitle(title);
    m_layout->setContentsMargins(2 * metrics::margin, 2 * metrics::margin, 2 * metrics::margin,
                                 2 * metrics::margin);
    m_layout->setSpacing(metrics::margin);
    m_layout->addWidget(m_view, 1);
    auto *close = new QPushButton(tr("Close"));
    close->setAutoDefault(false);
    m_layout->addWidget(close, 0, Qt::AlignRight);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    resize(usualSize);
    base::offThread(
        this, [block] { return read(block, largestImage); },
        [this](const Content &content) { showContent(content); });
}

AttachmentPreview::Content AttachmentPreview::read(const json::Json &block, QSize most)
{
    Content content;
    content.look = lookAtAttachment(block, most);
    if (!content.look.facts || content.look.facts->medium != Medium::Document || content.look.facts->told)
        return content;
    const auto bytes = attachments::bytesOf(block);
    if (!bytes || !attachments::isText(*bytes))
        return content;
    content.isText = true;
    content.isCut = bytes->size() > mostText;
    content.text = QString::fromUtf8(bytes->left(mostText));
    return content;
}

void AttachmentPreview::showContent(const Content &content)
{
    QWidget *view = viewOf(content);
    delete m_layout->replaceWidget(m_view, view);
    m_view->deleteLater();
    m_view = view;
    if (!content.look.facts)
        return;
    QString about = describeAttachment(*content.look.facts);
    if (content.isCut)
        about += u" · "_s + tr("only the beginning is shown");
    auto *facts = new TextLabel(about, TextRole::Muted);
    useSmall(facts);
    facts->setWordWrap(true);
    facts->setToolTip(u"sha256 "_s + QString::fromLatin1(content.look.facts->sha256));
    m_layout->insertWidget(1, facts);
    if (content.isText)
        view->setFocus();
}

QWidget *AttachmentPreview::viewOf(const Content &content)
{
    if (!content.look.image.isNull()) {
        auto *view = new ImageView(content.look.image);
        view->setAccessibleName(tr("Picture of %1").arg(windowTitle()));
        return view;
    }
    if (content.isText) {
        auto *text = new QPlainTextEdit;
        text->setReadOnly(true);
        text->setTabChangesFocus(true);
        useMonospace(text);
        text->setPlainText(content.text);
        text->setAccessibleName(tr("Text of %1").arg(windowTitle()));
        return text;
    }
    if (!content.look.whyNoImage.isEmpty())
        return sentence(content.look.whyNoImage);
    const std::optional<AttachmentFacts> &facts = content.look.facts;
    if (facts && facts->source == Source::S3)
        return sentence(tr("This stands in S3, from where the service fetches it. Outcrop does not."));
    if (facts && facts->source != Source::Bytes && content.look.problem)
        return sentence(content.look.problem->message);
    return sentence(
        tr("There is no preview of this format. “Save as…” in the menu of the attachment writes it "
           "to a file."));
}

} // namespace outcrop::ui::widgets
