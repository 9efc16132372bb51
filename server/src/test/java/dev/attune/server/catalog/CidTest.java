package dev.attune.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CidTest {

  @Test
  void whatItSaysIsReadBack() {
    var cid = Cid.parse("65eae5738ea5032b0ef60138_F_T_WP_AB_2_P_0_AU_42D");

    assertThat(cid).isEqualTo(new Cid("65eae5738ea5032b0ef60138", "2", "42D"));
    assertThat(new Cid("65eae5738ea5032b0ef60138", "2", "42D").text())
        .isEqualTo("65eae5738ea5032b0ef60138_F_T_WP_AB_2_P_0_AU_42D");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "65eae5738ea5032b0ef60138",
        "65eae5738ea5032b0ef6013_F_T_WP_AB_2_P_0_AU_42D",
        "65EAE5738EA5032B0EF60138_F_T_WP_AB_2_P_0_AU_42D",
        "65eae5738ea5032b0ef60138_F_T_WP_AB_0_P_0_AU_42D",
        "65eae5738ea5032b0ef60138_F_T_WP_AB__P_0_AU_42D",
        "65eae5738ea5032b0ef60138_F_T_WP_AB_2_P_0_AU_",
        "65eae5738ea5032b0ef60138_F_T_WP_AB_2_P_0_AU_42d",
        "65eae5738ea5032b0ef60138_F_T_WP_AB_2_P_0_AU_42D\n",
        " 65eae5738ea5032b0ef60138_F_T_WP_AB_2_P_0_AU_42D"
      })
  void anythingElseIsNone(String text) {
    assertThat(Cid.parse(text)).isNull();
  }
}
