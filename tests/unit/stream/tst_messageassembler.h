// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestMessageAssembler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatGrew();
    void canBeShownAtAnyMoment();
    void keepsCharactersWholeHoweverBytesAreSplit_data();
    void keepsCharactersWholeHoweverBytesAreSplit();
    void joinsHalvesOfSurrogatePairs();
    void showsWhatNeverBecomesACharacterReplaced();
    void keepsToolInputWhole();
    void parsesToolInputOnlyAtTheEnd();
    void boundsTheNumberOfBlocks();
    void acceptsHugeAndOddIndexes();
    void keepsBlocksApartThatShareAnIndex();
    void keepsInputsApartThatShareAnIndex();
    void keepsUnknownBlocksBesideTheMessage();
    void readsNothingAfterAnException();
    void failsOnFramesThatDoNotSayWhatTheyAre();
    void sharesNoStateBetweenViewsAndFrames();
    void takesALongDeltaInPiecesOfAnySize();
    void whatIsLeftOfADeltaIsNeverLost();
    void theInputOfAToolComesInPiecesToo();
    void costsWhatEachDeltaAdds();
};
