<?xml version="1.0" encoding="UTF-8"?>
<!-- From what the agency's side answers to SOAP 1.1. The reporting system can mend what it sent: that is Client in SOAP's words. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:c="urn:disabled-persons-federation:certificates">
  <xsl:output method="xml" encoding="UTF-8"/>
  <xsl:template match="/answer">
    <soap:Envelope>
      <soap:Body>
        <xsl:choose>
          <xsl:when test="@verdict = 'taken'">
            <c:ReportCertificatesResponse><c:Result>taken</c:Result></c:ReportCertificatesResponse>
          </xsl:when>
          <xsl:otherwise>
            <soap:Fault>
              <faultcode>soap:Client</faultcode>
              <faultstring><xsl:value-of select="@detail"/></faultstring>
              <detail>
                <xsl:for-each select="reason">
                  <c:Reason item="{@item}" code="{@code}" path="{@path}"><xsl:value-of select="."/></c:Reason>
                </xsl:for-each>
              </detail>
            </soap:Fault>
          </xsl:otherwise>
        </xsl:choose>
      </soap:Body>
    </soap:Envelope>
  </xsl:template>
</xsl:stylesheet>
